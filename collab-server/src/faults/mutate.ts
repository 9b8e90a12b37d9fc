import type { Random } from "./random.ts";

/** Bytes that length prefixes and counters like least. */
const awkward = [0, 1, 0x7f, 0x80, 0xff];

/** Spoils a message in one to three ways: bits flipped, bytes put in or cut out, tails lost, pieces of another put in. */
export function mutate(message: Uint8Array, others: readonly Uint8Array[], random: Random): Uint8Array {
  let bytes = [...message];
  for (let round = 0; round <= random.below(3); round += 1) bytes = spoil(bytes, others, random);
  return new Uint8Array(bytes);
}

function spoil(bytes: number[], others: readonly Uint8Array[], random: Random): number[] {
  const at = random.below(bytes.length + 1);
  switch (random.below(7)) {
    case 0: {
      const flipped = [...bytes];
      if (at < bytes.length) flipped[at] = (bytes[at] ?? 0) ^ (1 << random.below(8));
      return flipped;
    }
    case 1:
      return bytes.length === 0 ? bytes : bytes.with(Math.min(at, bytes.length - 1), random.pick(awkward));
    case 2:
      return bytes.slice(0, at);
    case 3:
      return bytes.toSpliced(at, 1 + random.below(8));
    case 4:
      return bytes.toSpliced(at, 0, ...Array.from({ length: 1 + random.below(6) }, () => random.below(256)));
    case 5: {
      // A length or clock of up to eight bytes.
      const large = Array.from({ length: 1 + random.below(8) }, () => 0x80 | random.below(128));
      return bytes.toSpliced(at, 1, ...large, random.below(128));
    }
    default: {
      const other = random.pick(others);
      const from = random.below(other.length);
      return [...bytes.slice(0, at), ...other.slice(from, from + random.below(60)), ...bytes.slice(at)];
    }
  }
}
