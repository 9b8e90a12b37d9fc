import { createHash } from "node:crypto";
import { getSchema, type Extensions } from "@tiptap/core";
import { expect, test } from "vitest";
import { schemaVersion } from "@backlot/shared/documents/names";
import { ideaSchema } from "../ideation/idea-schema.ts";
import { screenplaySchema } from "./schema.ts";

/**
 * What the editors of each version know. An editor deletes what it does not know for everybody, so pages with other
 * schemas must never meet: when this test fails, raise `schemaVersion` in `shared/src/documents/names.ts` and add the
 * fingerprint that it printed. Leave those of earlier versions as they are.
 */
const fingerprints: Record<number, string> = {
  2: "1c0ad48e7da8aa53",
  // The same nodes and marks; what changed is how the shared body says which element a block is.
  3: "1c0ad48e7da8aa53",
};

/** Every node and mark with its attributes and what it may hold. */
function known(extensions: Extensions): unknown {
  const { spec } = getSchema(extensions);
  const parts: unknown[] = [];
  spec.nodes.forEach((name, { content, group, marks, inline, attrs }) =>
    parts.push(["node", name, content, group, marks, inline, Object.keys(attrs ?? {}).toSorted()]),
  );
  spec.marks.forEach((name, { attrs, excludes }) =>
    parts.push(["mark", name, excludes, Object.keys(attrs ?? {}).toSorted()]),
  );
  return parts.map((part) => JSON.stringify(part)).toSorted();
}

test("COL-13: the editors know exactly what the version of the documents says", () => {
  const all = JSON.stringify([known(screenplaySchema), known(ideaSchema("project"))]);
  const fingerprint = createHash("sha256").update(all).digest("hex").slice(0, 16);
  expect(fingerprint).toBe(fingerprints[schemaVersion]);
});
