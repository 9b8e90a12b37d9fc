/**
 * Puts a process under a clock that can be set. To be imported before everything else: libraries keep the functions that
 * tell the time as they find them.
 */

/** Ms by which the wall clock, and the time that passes, of this process are ahead. */
let wallMs = 0;
let passedMs = 0;

const RightDate = Date;
const rightNow = RightDate.now.bind(RightDate);
const rightTicks = performance.now.bind(performance);

RightDate.now = () => rightNow() + wallMs + passedMs;
performance.now = () => rightTicks() + passedMs;
globalThis.Date = new Proxy(RightDate, {
  construct: (target, given: unknown[]) =>
    Reflect.construct(target, given.length === 0 ? [RightDate.now()] : given) as object,
});

/** Sets the wall clock as somebody does by hand, ms ahead of the right time; how much time passes stays as it is. */
export function setWallClock(offsetMs: number): void {
  wallMs = offsetMs;
}

/** Makes it so much later, ms, than it is, for everything but timers: as after a sleep. */
export function setTimePassed(milliseconds: number): void {
  passedMs = milliseconds;
}
