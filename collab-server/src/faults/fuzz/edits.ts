import type * as Y from "yjs";
import {
  addAsset,
  addLook,
  assetDescription,
  changeAsset,
  mergeAssets,
  readAssets,
} from "@backlot/shared/documents/assets";
import { addClips, assembleCut, changeClip, moveClip, readCut } from "@backlot/shared/documents/cut";
import { moveScene } from "@backlot/shared/documents/move-scene";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { addNote, readThreads, replyToNote, resolveNote } from "@backlot/shared/documents/notes";
import { readBlocks, writeScreenplay } from "@backlot/shared/documents/script";
import { replaceText } from "@backlot/shared/documents/record";
import { patchScreenplay } from "@backlot/shared/documents/script-edit";
import {
  addShots,
  changeShot,
  moveShot,
  readShots,
  setPresence,
  shotDescription,
} from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import type { Random } from "../random.ts";
import { editLikeEditor } from "./editor-edits.ts";

export const fuzzedKinds = ["script", "assets", "shots", "cut", "notes"] as const satisfies DocumentKind[];
export type FuzzedKind = (typeof fuzzedKinds)[number];

/** Makes one random edit through the accessors that the product uses; some find nothing to do. */
export function editSomething(kind: FuzzedKind, doc: Y.Doc, random: Random): void {
  random.pick(editsOf[kind])(doc, random);
}

type Edit = (doc: Y.Doc, random: Random) => void;

const editsOf: Record<FuzzedKind, readonly Edit[]> = {
  assets: [
    (doc, random) =>
      addAsset(doc, { category: "prop", name: `Prop ${random.below(50)}`, origin: "person", createdAt: 1 }),
    onOne(readAssets, (doc, id, random) => changeAsset(doc, id, { name: `Name ${random.below(9)}` })),
    onOne(readAssets, (doc, id) => changeAsset(doc, id, { deletedAt: 3 })),
    onOne(readAssets, (doc, id, random) =>
      addLook(doc, id, { name: `Look ${random.below(9)}`, description: "" }),
    ),
    onOne(readAssets, (doc, id, random) => assetDescription(doc, id).insert(0, `word${random.below(9)} `)),
    onOne(readAssets, (doc, id, random) =>
      replaceText(assetDescription(doc, id), random.pick(["a 😀 day", "a 😁 day", "😀", "two 👩‍🚀 days", ""])),
    ),
    onOne(readAssets, (doc, id, random) => {
      const other = random.pick(readAssets(doc)).id;
      if (other !== id) mergeAssets(doc, id, other);
    }),
  ],
  shots: [
    (doc, random) =>
      addShots(doc, `scene-${random.below(2)}`, [{ sceneId: "", origin: "person", createdAt: 1 }]),
    (doc) => addShots(doc, "scene-0", [{ sceneId: "scene-0", origin: "person", createdAt: 1 }], 0),
    onOne(readShots, (doc, id, random) => moveShot(doc, id, `scene-${random.below(2)}`, random.below(4))),
    onOne(readShots, (doc, id, random) => changeShot(doc, id, { lensMm: 20 + random.below(80) })),
    onOne(readShots, (doc, id) => shotDescription(doc, id).insert(0, "Rain. ")),
    onOne(readShots, (doc, id, random) =>
      setPresence(doc, id, `asset-${random.below(3)}`, {
        start: random.chance(0.5),
        end: random.chance(0.5),
        startLook: null,
        endLook: null,
      }),
    ),
  ],
  cut: [
    (doc, random) =>
      addClips(doc, [{ shotId: `shot-${random.below(6)}`, origin: "person" }], random.below(3)),
    (doc) => assembleCut(doc, ["shot-0", "shot-1", "shot-2", "shot-3"], 5),
    onOne(readCut, (doc, id, random) => moveClip(doc, id, random.below(5))),
    onOne(readCut, (doc, id, random) => changeClip(doc, id, { inFrame: random.below(10), outFrame: 20 })),
    onOne(readCut, (doc, id) => changeClip(doc, id, { deletedAt: 4 })),
  ],
  notes: [
    (doc, random) =>
      addNote(doc, {
        shotId: "shot-0",
        artifactId: null,
        frame: random.below(48),
        drawing: [],
        author: { id: "rita", name: "Rita" },
        text: "Closer.",
        at: random.below(100),
      }),
    onOne(readThreads, (doc, id, random) =>
      replyToNote(doc, id, { author: { id: "bob", name: "Bob" }, text: "Done.", at: random.below(100) }),
    ),
    onOne(readThreads, (doc, id, random) => resolveNote(doc, id, random.chance(0.5) ? "bob" : null, 7)),
  ],
  script: [
    editLikeEditor,
    editLikeEditor,
    editLikeEditor,
    editLikeEditor,
    editLikeEditor,
    editLikeEditor,
    (doc, random) => {
      const headings = readBlocks(doc).filter(({ type }) => type === "sceneHeading");
      if (headings.length > 1) {
        const place = random.pick(headings).id;
        moveScene(doc, random.pick(headings).id, random.chance(0.5) ? { before: place } : { after: place });
      }
    },
    (doc, random) => {
      const blocks = readBlocks(doc).filter(() => random.chance(0.95));
      patchScreenplay(doc, {
        titlePage: [{ key: "Title", lines: [`Draft ${random.below(5)}`] }],
        blocks: [...blocks, textBlock("sceneHeading", `INT. ROOM ${random.below(9)} - DAY`)],
      });
    },
    (doc, random) => {
      const blocks = readBlocks(doc);
      if (blocks.length === 0) return;
      const changed = random.pick(blocks);
      const runs = [{ text: random.pick(["It rains 😀 hard", "It rained 😁 hard", "😁", "It 👩‍🚀 rains"]) }];
      patchScreenplay(doc, {
        titlePage: [],
        blocks: blocks.map((block) => (block === changed ? { ...block, runs } : block)),
      });
    },
    (doc, random) => {
      if (random.chance(0.8)) return;
      const blocks = readBlocks(doc);
      writeScreenplay(doc, { titlePage: [], blocks: [...blocks, textBlock("dialogue", "We go.")] });
    },
  ],
};

/** An edit of one existing record, if there is one. */
function onOne(
  read: (doc: Y.Doc) => { id: string }[],
  edit: (doc: Y.Doc, id: string, random: Random) => void,
): Edit {
  return (doc, random) => {
    const present = read(doc);
    if (present.length > 0) edit(doc, random.pick(present).id, random);
  };
}
