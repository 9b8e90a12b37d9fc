import { expect, it } from "vitest";
import fc from "fast-check";
import { DelayLine } from "./delay-line.ts";

it("whatever the delay of each is, things arrive in the order in which they came", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.double({ min: 0, max: 6, noNaN: true }), { maxLength: 40 }),
      async (delays) => {
        const arrived: number[] = [];
        await new Promise<void>((resolve) => {
          const line = new DelayLine<number>((item) => {
            arrived.push(item);
            if (item === delays.length) resolve();
          });
          for (const [index, delay] of delays.entries()) line.push(index, delay);
          line.push(delays.length, 0);
        });
        expect(arrived).toEqual(Array.from({ length: delays.length + 1 }, (_, index) => index));
      },
    ),
    { numRuns: 40 },
  );
});
