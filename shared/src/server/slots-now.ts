import { createHash } from "node:crypto";
import { canonicalJson } from "../build/digest.ts";
import type { Film } from "../build/film.ts";
import type { SlotInputs } from "../build/inputs.ts";
import { resolveSlot } from "../build/resolve.ts";
import type { Slot } from "../shot/schema.ts";

/** What the slots of a film are made from now. */
export type SlotsNow = {
  /** Provider, quality and seed are no part of the comparison and are left as they come. */
  inputs: (shotId: string, slot: Slot) => SlotInputs;
  /** The digest that a take made now would have, by `slotDigest`. */
  digest: (shotId: string, slot: Slot, made: { provider: string; quality: string; seed: number }) => string;
};

const known = new WeakMap<Film, SlotsNow>();

/** Resolves each slot of a film once, however often it is asked for. */
export function nowIn(film: Film): SlotsNow {
  const present = known.get(film);
  if (present !== undefined) return present;
  const resolved = new Map<string, SlotInputs>();
  const digests = new Map<string, string>();

  function inputs(shotId: string, slot: Slot): SlotInputs {
    const key = `${shotId} ${slot}`;
    const found =
      resolved.get(key) ?? resolveSlot(film, shotId, slot, { provider: "", quality: "", variation: 0 });
    resolved.set(key, found);
    return found;
  }

  const now: SlotsNow = {
    inputs,
    digest(shotId, slot, { provider, quality, seed }) {
      const key = [shotId, slot, provider, quality, seed].join(" ");
      const found = digests.get(key) ?? sha256({ ...inputs(shotId, slot), provider, quality, seed });
      digests.set(key, found);
      return found;
    },
  };
  known.set(film, now);
  return now;
}

/** The same as `digestOf`, by Node's own hash. */
function sha256(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}
