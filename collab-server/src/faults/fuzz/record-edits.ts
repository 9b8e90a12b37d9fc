import * as Y from "yjs";
import {
  addAsset,
  addLook,
  addPicture,
  assetDescription,
  changeAsset,
  mergeAssets,
  readAssets,
  removeLook,
  separateAsset,
} from "@backlot/shared/documents/assets";
import {
  acceptItem,
  mergeItems,
  reopenItem,
  rejectItem,
  type Decided,
} from "@backlot/shared/documents/breakdown";
import { castAsset } from "@backlot/shared/documents/casting";
import { addClips, assembleCut, changeClip, moveClip, readCut } from "@backlot/shared/documents/cut";
import {
  addIdea,
  ideaBody,
  ideaTitle,
  readIdeas,
  setIdeaDeleted,
  setTags,
} from "@backlot/shared/documents/ideation";
import { readMarginNotes, replyInMargin, resolveInMargin } from "@backlot/shared/documents/margin-notes";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { addNote, readThreads, replyToNote, resolveNote } from "@backlot/shared/documents/notes";
import {
  addBeat,
  addBeatProposals,
  addQuestions,
  beatText,
  changeBeat,
  decideBeats,
  fillOutline,
  moveBeat,
  questionAnswer,
  readBeatProposals,
  readBeats,
  readQuestions,
} from "@backlot/shared/documents/outline";
import { setProjectTitle, setShotListSettings } from "@backlot/shared/documents/project";
import { replaceText } from "@backlot/shared/documents/record";
import {
  addShots,
  changeShot,
  circleTake,
  moveShot,
  readShots,
  setPresence,
  shotDescription,
} from "@backlot/shared/documents/shots";
import type { Random } from "../random.ts";

type Edit = (doc: Y.Doc, random: Random) => void;

const [rita, bob] = [
  { id: "rita", name: "Rita" },
  { id: "bob", name: "Bob" },
];

/** What people do to the documents that are not the script, through the accessors that the product uses. */
export const recordEdits: Record<Exclude<DocumentKind, "script">, readonly Edit[]> = {
  project: [
    (doc, random) => setProjectTitle(doc, `Night Train ${random.below(9)}`),
    (doc, random) => setShotListSettings(doc, { coverage: random.pick(["lean", "full"] as const) }),
    (doc, random) => setShotListSettings(doc, { pace: random.pick([0.8, 1, 1.3]) }),
  ],
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
    onOne(readAssets, (doc, id) => separateAsset(doc, id)),
    onOne(readAssets, (doc, id, random) => {
      const look = readAssets(doc).find((one) => one.id === id)?.looks[random.below(2)];
      if (look !== undefined) removeLook(doc, id, look.id);
    }),
    onOne(readAssets, (doc, id, random) =>
      addPicture(doc, id, { mediaHash: `hash-${random.below(5)}`, addedAt: 1, addedBy: "rita" }),
    ),
    onOne(readAssets, (doc, assetId, random) => {
      const decision = random.pick(["library", "merge"] as const);
      const link = { libraryAssetId: "a", version: random.below(3), decision, base: someWords(random) };
      castAsset(doc, { assetId, link }, { by: "rita", at: 1 });
    }),
    (doc, random) => {
      const decide = random.pick([acceptItem, acceptItem, rejectItem, reopenItem]);
      decide(doc, found(random), { by: "rita", at: random.below(9) });
    },
    (doc, random) => mergeItems(doc, found(random), found(random), { by: "bob", at: random.below(9) }),
  ],
  shots: [
    (doc, random) =>
      addShots(doc, `scene-${random.below(2)}`, [{ sceneId: "", origin: "person", createdAt: 1 }]),
    (doc) => addShots(doc, "scene-0", [{ sceneId: "scene-0", origin: "person", createdAt: 1 }], 0),
    onOne(readShots, (doc, id, random) => moveShot(doc, id, `scene-${random.below(2)}`, random.below(4))),
    onOne(readShots, (doc, id, random) => changeShot(doc, id, { lensMm: 20 + random.below(80) })),
    onOne(readShots, (doc, id) => shotDescription(doc, id).insert(0, "Rain. ")),
    onOne(readShots, (doc, id, random) => circleTake(doc, id, "clip", `take-${random.below(3)}`, "rita")),
    onOne(readShots, (doc, id, random) => changeShot(doc, id, { deletedAt: random.chance(0.5) ? 5 : null })),
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
        author: rita,
        text: "Closer.",
        at: random.below(100),
      }),
    onOne(readThreads, (doc, id, random) =>
      replyToNote(doc, id, { author: bob, text: "Done.", at: random.below(100) }),
    ),
    onOne(readMarginNotes, (doc, id, random) =>
      replyInMargin(doc, id, { author: bob, text: "Cut it?", at: random.below(100) }),
    ),
    onOne(readMarginNotes, (doc, id, random) =>
      resolveInMargin(doc, id, random.chance(0.5) ? "bob" : null, 8),
    ),
    onOne(readThreads, (doc, id, random) => resolveNote(doc, id, random.chance(0.5) ? "bob" : null, 7)),
  ],
  outline: [
    (doc, random) =>
      addBeat(
        doc,
        { kind: random.pick(["act", "beat"] as const), title: "Beat", text: someWords(random), at: 1 },
        random.below(readBeats(doc).length + 1),
      ),
    onOne(readBeats, (doc, id, random) =>
      replaceText(beatText(doc, id, random.pick(["title", "text"] as const)), someWords(random)),
    ),
    onOne(readBeats, (doc, id) => beatText(doc, id, "text").insert(0, "So ")),
    onOne(readBeats, (doc, id, random) => moveBeat(doc, id, random.below(5))),
    onOne(readBeats, (doc, id, random) =>
      changeBeat(doc, id, random.chance(0.3) ? { deletedAt: 5 } : { sceneId: "s" }),
    ),
    onOne(readQuestions, (doc, id, random) => replaceText(questionAnswer(doc, id), someWords(random))),
    (doc, random) =>
      addQuestions(doc, [
        { question: `Why ${random.below(4)}?`, hint: "", act: "Act one", beatTitle: "Why" },
      ]),
    (doc) => fillOutline(doc, 2),
    (doc, random) =>
      addBeatProposals(
        doc,
        [{ kind: "beat", title: "Rain", text: someWords(random) }],
        rita,
        random.below(9),
      ),
    onOne(readBeatProposals, (doc, id, random) => decideBeats(doc, [id], random.chance(0.6), 3)),
  ],
  ideation: [
    (doc, random) => addIdea(doc, someWords(random), random.below(9)),
    onOne(readIdeas, (doc, id, random) => replaceText(ideaTitle(doc, id), someWords(random))),
    onOne(readIdeas, (doc, id, random) =>
      setTags(doc, id, [`tag ${random.below(3)}`, `tag ${random.below(3)}`]),
    ),
    onOne(readIdeas, (doc, id, random) => setIdeaDeleted(doc, id, random.chance(0.2) ? 4 : null)),
    onOne(readIdeas, (doc, id, random) => writeInIdea(ideaBody(doc, id), random)),
    onOne(readIdeas, (doc, id, random) => writeInIdea(ideaBody(doc, id), random)),
  ],
};

/** Rich text as its editor writes it: paragraphs come and go, words are typed, taken out and made bold. */
function writeInIdea(body: Y.XmlFragment, random: Random): void {
  const at = random.below(body.length + 1);
  const paragraph = body.get(at);
  if (!(paragraph instanceof Y.XmlElement)) {
    const added = new Y.XmlElement("paragraph");
    added.insert(0, [new Y.XmlText(someWords(random))]);
    body.insert(at, [added]);
    return;
  }
  const text = paragraph.get(0);
  if (random.chance(0.1)) body.delete(at, 1);
  else if (!(text instanceof Y.XmlText)) paragraph.insert(0, [new Y.XmlText(someWords(random))]);
  else if (text.length === 0 || random.chance(0.4)) text.insert(0, "on and ");
  else {
    // Whole words, so that no emoji is cut in two: no caret stands in one.
    const words = [
      ...text
        .toDelta()
        .map(({ insert }: { insert: string }) => insert)
        .join("")
        .matchAll(/\S+/gu),
    ];
    const word = words[random.below(words.length)];
    if (word !== undefined && random.chance(0.7))
      text.format(word.index, word[0].length, { bold: random.chance(0.6) ? {} : null });
    else text.delete(0, text.length);
  }
}

function someWords(random: Random): string {
  return random.pick(["It rains 😀 hard", "It rained 😁 hard", "Nothing", "😁", ""]);
}

/** A thing that the breakdown found. */
function found(random: Random): Decided {
  const name = `Prop ${random.below(3)}`;
  const evidence = [{ blockId: "b1", quote: name }];
  return {
    key: `prop:${name.toLowerCase()}`,
    name,
    category: "prop",
    aliases: [],
    description: "",
    evidence,
  };
}

/** An edit of one existing record, if there is one; half of the time of the one that everybody is at. */
function onOne(
  read: (doc: Y.Doc) => { id: string }[],
  edit: (doc: Y.Doc, id: string, random: Random) => void,
): Edit {
  return (doc, random) => {
    const present = read(doc);
    const one = random.chance(0.5) ? present[0] : random.pick(present);
    if (one !== undefined) edit(doc, one.id, random);
  };
}
