import { AppError } from "../errors/app-error.ts";
import { newBlockId, plainText, type Screenplay } from "./block.ts";
import { canonicalBlocks } from "./canonical.ts";
import { largestScriptBytes } from "./import-fountain.ts";

/** More blocks than any script has. */
const mostBlocks = 100_000;

/**
 * Judges a screenplay that comes from outside as data, and gives it in the one form that everything else expects: no
 * empty blocks, speech under cues, every id once.
 *
 * @throws AppError "too-large" over 5 MB of text; "bad-file" when it holds no scene
 */
export function acceptScreenplay({ titlePage, blocks }: Screenplay): Screenplay {
  const size = blocks.reduce((sum, block) => sum + plainText(block).length, 0);
  if (size > largestScriptBytes || blocks.length > mostBlocks) {
    throw new AppError("too-large", {
      sentence: "The script is longer than any screenplay.",
      field: "screenplay",
      nextStep: "Split it into several scripts.",
    });
  }
  const seen = new Set<string>();
  const unique = canonicalBlocks(blocks).map((block) => {
    const id = seen.has(block.id) ? newBlockId() : block.id;
    seen.add(id);
    return { ...block, id };
  });
  if (!unique.some((block) => block.type === "sceneHeading")) {
    throw new AppError("bad-file", {
      sentence: "No scene was found in the script.",
      field: "screenplay",
      nextStep: "Make at least one line a scene heading, such as INT. KITCHEN - NIGHT.",
    });
  }
  return { titlePage: uniqueKeys(titlePage), blocks: unique };
}

function uniqueKeys(titlePage: Screenplay["titlePage"]): Screenplay["titlePage"] {
  const found = new Map<string, Screenplay["titlePage"][number]>();
  for (const { key: written, lines } of titlePage.slice(0, 60)) {
    // A key with a colon could not be written as Fountain, and would be somebody else's name in the document.
    const key = written.replaceAll(":", "").trim();
    if (key === "") continue;
    const known = found.get(key.toLowerCase());
    if (known === undefined) found.set(key.toLowerCase(), { key, lines: lines.slice(0, 60) });
    else known.lines.push(...lines.slice(0, 60));
  }
  return [...found.values()];
}
