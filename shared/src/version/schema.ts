import { z } from "zod";
import { Screenplay } from "../screenplay/block.ts";

/** Why a version was kept. Everything but `named` was kept by the studio itself. */
export const versionReason = z.enum(["named", "pause", "import", "restore", "accept-all", "rename", "run"]);
export type VersionReason = z.infer<typeof versionReason>;

/** A sentence for each reason, for the list of versions. */
export const versionReasonWords: Record<VersionReason, string> = {
  named: "Kept by hand",
  pause: "When writing paused",
  import: "Before an import",
  restore: "Before a restore",
  "accept-all": "Before proposals were accepted",
  rename: "Before a rename",
  run: "Read by a run",
};

/** One version of the screenplay, without its text. */
export const scriptVersion = z.object({
  id: z.string(),
  /** Counts up within one script. */
  number: z.number().int(),
  reason: versionReason,
  name: z.string().nullable(),
  words: z.number().int(),
  scenes: z.number().int(),
  /** Who wrote since the version before it. */
  contributors: z.array(z.object({ id: z.string(), name: z.string() })),
  createdByName: z.string(),
  createdAt: z.number().describe("Epoch milliseconds."),
});
export type ScriptVersion = z.infer<typeof scriptVersion>;

export const versionName = z.string().trim().min(1, "A version needs a name.").max(120);

/** Whose edits a Yjs client number stands for. */
export const scriptWriter = z.object({
  clientId: z.number(),
  userId: z.string(),
  name: z.string(),
  color: z.string().nullable().describe("Null for somebody without an account: a run, the operator."),
});
export type ScriptWriter = z.infer<typeof scriptWriter>;

/** Who put the text of a block there: stretches in order, by client number. */
export const blockWriting = z.object({
  blockId: z.string(),
  spans: z.array(z.object({ length: z.number().int(), clientId: z.number() })),
});
export type BlockWriting = z.infer<typeof blockWriting>;

/** A version with its text and who wrote it. */
export const scriptVersionText = z.object({
  version: scriptVersion,
  screenplay: Screenplay,
  writing: z.array(blockWriting),
});
export type ScriptVersionText = z.infer<typeof scriptVersionText>;
