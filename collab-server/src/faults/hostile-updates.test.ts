import { expect, test } from "vitest";
import * as Y from "yjs";
import { readCut } from "@backlot/shared/documents/cut";
import { documentRoots } from "@backlot/shared/documents/names";
import { seedState } from "../seed.ts";
import { checkUpdate, letsInTooDeep, maxTypeDepth, updateLimits } from "../update-check.ts";
import { attackedKind, crookedUpdates, honestUpdates } from "./hostile-corpus.ts";
import { mutate } from "./mutate.ts";
import { seeded } from "./random.ts";

const mutations = 20_000;
/** After so many mutations the document is loaded afresh, as the next reader would. */
const reloadEvery = 500;

/** Levels of shared types below the roots, without recursion. */
function depthOf(doc: Y.Doc): number {
  let deepest = 0;
  for (const structs of doc.store.clients.values()) {
    for (const struct of structs) {
      let depth = 0;
      let at: Y.Item | null =
        struct instanceof Y.Item && struct.content instanceof Y.ContentType ? struct : null;
      while (at !== null) {
        depth += 1;
        at = at.parent instanceof Y.AbstractType ? at.parent._item : null;
      }
      deepest = Math.max(deepest, depth);
    }
  }
  return deepest;
}

/** As the server decides: by itself, and together with what waits for something missing. */
function isRefused(update: Uint8Array, doc: Y.Doc): boolean {
  if (checkUpdate(update, attackedKind, doc, updateLimits.edit) !== null) return true;
  return letsInTooDeep(update, doc);
}

test(
  "COL-7: of twenty thousand spoiled updates none throws, and what passes leaves a document that can be read",
  {
    timeout: 300_000,
  },
  () => {
    const random = seeded(Number(process.env["SEED"] ?? 7));
    const corpus = [...honestUpdates(), ...crookedUpdates().filter((update) => update.byteLength < 4_000)];
    let doc = new Y.Doc();
    Y.applyUpdate(doc, seedState(attackedKind, "Night Train"));
    let refused = 0;
    for (let n = 1; n <= mutations; n += 1) {
      const update = mutate(random.pick(corpus), corpus, random);
      if (isRefused(update, doc)) refused += 1;
      else Y.applyUpdate(doc, update);
      if (n % reloadEvery !== 0) continue;
      // What waits for something missing is not in the log; a server drops it with the document.
      doc.store.pendingStructs = null;
      doc.store.pendingDs = null;
      const state = Y.encodeStateAsUpdate(doc);
      const fresh = new Y.Doc();
      Y.applyUpdate(fresh, state);
      expect(checkUpdate(state, attackedKind, new Y.Doc(), updateLimits.catchUp), `mutation ${n}`).toBeNull();
      const roots = [...fresh.share.keys()].filter((root) => !documentRoots[attackedKind].includes(root));
      expect(roots, `mutation ${n}`).toEqual([]);
      expect(depthOf(fresh), `mutation ${n}`).toBeLessThanOrEqual(maxTypeDepth);
      expect(JSON.stringify(fresh.getMap("clips").toJSON()).length, `mutation ${n}`).toBeGreaterThan(0);
      expect(Array.isArray(readCut(fresh))).toBe(true);
      doc = fresh;
    }
    expect(refused).toBeGreaterThan(mutations / 4);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  },
);

test("COL-7: what is made to do harm is refused, except what merely waits for something missing", () => {
  const doc = new Y.Doc();
  const problems = crookedUpdates().map((update) =>
    checkUpdate(update, attackedKind, doc, updateLimits.edit),
  );
  const passed = problems.filter((problem) => problem === null).length;
  // A gap, a key called "__proto__" (a key like any other), and an empty update.
  expect(passed).toBe(3);
});
