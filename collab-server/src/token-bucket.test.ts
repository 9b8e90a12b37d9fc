import { expect, test } from "vitest";
import { tokenBucket } from "./token-bucket.ts";

test("COL-8: a bucket gives its burst at once and refills with time", () => {
  const bucket = tokenBucket(10, 20);
  const start = performance.now();
  expect(bucket.take(20, start)).toBe(true);
  expect(bucket.take(1, start)).toBe(false);
  expect(bucket.take(4, start + 500)).toBe(true);
  expect(bucket.take(2, start + 500)).toBe(false);
  expect(bucket.take(21, start + 100_000)).toBe(false);
});
