import { z } from "zod";
import { AppError } from "../errors/app-error.ts";
import { acceptScreenplay } from "./accept-screenplay.ts";
import { Screenplay } from "./block.ts";
import { KeptFdx } from "./fdx-kept.ts";
import { importFdx } from "./import-fdx.ts";
import { importFountain } from "./import-fountain.ts";

/** A script as it is handed in: one of Fountain text, FDX text, or a screenplay that somebody has already understood. */
export const ScriptSource = z.object({
  fountain: z.string().max(5_242_880).optional().describe("Fountain text, up to 5 MB."),
  fdx: z.string().optional().describe("The text of a Final Draft file."),
  screenplay: Screenplay.optional().describe("Title page and blocks."),
  kept: KeptFdx.optional().describe("With `screenplay`: what its Final Draft file said beyond it."),
});
export type ScriptSource = z.infer<typeof ScriptSource>;

/** The command that puts a handed-in script into the document, and how many blocks it has. */
export type TakenIn = {
  command:
    | { type: "importScript"; fountain: string }
    | { type: "replaceScript"; screenplay: Screenplay; kept: KeptFdx | null };
  blocks: number;
};

/**
 * Judges a script that is handed in. Null when there is none.
 *
 * @throws AppError `bad-request` for more than one, `bad-file` or `too-large` for one that cannot be taken in
 */
export function takeInScript({ fountain, fdx, screenplay, kept }: ScriptSource): TakenIn | null {
  const given = [fountain, fdx, screenplay].filter((one) => one !== undefined).length;
  if (given > 1) {
    throw new AppError("bad-request", {
      sentence: "Hand in one script: Fountain, FDX or a screenplay.",
      field: "fountain",
    });
  }
  if (fountain !== undefined) {
    const { blocks } = importFountain(fountain);
    return { command: { type: "importScript", fountain }, blocks: blocks.length };
  }
  if (fdx !== undefined) {
    const read = importFdx(fdx);
    const command = { type: "replaceScript" as const, screenplay: read.screenplay, kept: read.kept };
    return { command, blocks: read.screenplay.blocks.length };
  }
  if (screenplay === undefined) return null;
  const accepted = acceptScreenplay(screenplay);
  return {
    command: { type: "replaceScript", screenplay: accepted, kept: kept ?? null },
    blocks: accepted.blocks.length,
  };
}
