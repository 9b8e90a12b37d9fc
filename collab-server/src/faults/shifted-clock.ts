/** Ms by which the wall clock, and the time that passes, of this process are ahead. */
let wallMs = 0;
let passedMs = 0;

const RightDate = Date;
const rightNow = RightDate.now.bind(RightDate);
const rightTicks = performance.now.bind(performance);

/** Puts this process under a clock that can be set; everything in it sees the shifted time from then on. */
export function takeOverClock(): void {
  if (globalThis.Date !== RightDate) return;
  RightDate.now = () => rightNow() + wallMs + passedMs;
  performance.now = () => rightTicks() + passedMs;
  globalThis.Date = new Proxy(RightDate, {
    construct: (target, given: unknown[]) =>
      Reflect.construct(target, given.length === 0 ? [RightDate.now()] : given) as object,
  });
}

/** Sets the wall clock as somebody does by hand, ms ahead of the right time; how much time passes stays as it is. */
export function setWallClock(offsetMs: number): void {
  wallMs = offsetMs;
}

/** Makes it so much later, ms, than it is, for everything but timers: as after a sleep. */
export function setTimePassed(milliseconds: number): void {
  passedMs = milliseconds;
}
