import fc from "fast-check";
import { expect, test } from "vitest";
import { FrameReader, longestMessage, type Frame } from "./frames.ts";

function packet(type: string, body: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

function startup(): Buffer {
  const bytes = Buffer.alloc(9);
  bytes.writeInt32BE(9, 0);
  bytes.writeInt32BE(196608, 4);
  return bytes;
}

function started(): FrameReader {
  const reader = new FrameReader();
  reader.read(startup());
  return reader;
}

test("keeps an extended query together, from Parse to Sync, however the stream is cut", () => {
  const message = fc.record({ size: fc.nat(200), ends: fc.constantFrom("S", "Q", "H") });
  fc.assert(
    fc.property(
      fc.array(message, { minLength: 1 }),
      fc.array(fc.integer({ min: 1, max: 90 })),
      (queries, cuts) => {
        const batches = queries.map(({ size, ends }) =>
          Buffer.concat([
            packet("P", Buffer.alloc(size, 1)),
            packet("B", Buffer.alloc(3)),
            packet(ends, Buffer.alloc(1)),
          ]),
        );
        const stream = Buffer.concat(batches);
        const reader = started();
        const frames: Frame[] = [];
        let at = 0;
        for (const cut of [...cuts, stream.length]) {
          frames.push(...reader.read(stream.subarray(at, at + cut)));
          at += cut;
        }
        expect(frames).toEqual(batches.map((bytes) => ({ kind: "messages", bytes })));
      },
    ),
  );
});

test("knows requests for encryption and cancelling, then the startup", () => {
  const request = (code: number) => {
    const bytes = Buffer.alloc(8);
    bytes.writeInt32BE(8, 0);
    bytes.writeInt32BE(code, 4);
    return bytes;
  };
  const reader = new FrameReader();
  expect(reader.read(request(80877103))).toEqual([{ kind: "encryption-request" }]);
  expect(reader.read(Buffer.concat([startup(), packet("p", Buffer.from("hush\0"))]))).toEqual([
    { kind: "startup" },
    { kind: "password", password: "hush" },
  ]);
  expect(new FrameReader().read(request(80877102))).toEqual([{ kind: "cancel-request" }]);
});

test("refuses a message that is too long before it arrives", () => {
  const head = Buffer.from([0x51, 0, 0, 0, 0]);
  head.writeInt32BE(longestMessage, 1);
  expect(() => started().read(head)).toThrow(RangeError);
});
