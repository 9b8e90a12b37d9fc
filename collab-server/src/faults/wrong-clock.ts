/** Loaded before a server whose clock is to jump: everything in the process sees the shifted time. */
let offset = 0;
const RightDate = Date;
const rightNow = RightDate.now.bind(RightDate);
RightDate.now = () => rightNow() + offset;
globalThis.Date = new Proxy(RightDate, {
  construct: (target, given: unknown[]) =>
    Reflect.construct(target, given.length === 0 ? [rightNow() + offset] : given) as object,
});
process.on("message", (message: { type?: string; offsetMs?: number }) => {
  if (message.type === "clock") offset = message.offsetMs ?? 0;
});
