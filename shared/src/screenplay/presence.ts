import { visibleText, type ScriptBlock } from "./block.ts";
import type { CastMember } from "./cast.ts";
import { cueNames, cuePlacement } from "./cue.ts";
import { nounChunksOf } from "./noun-chunks.ts";
import { mentionsOf, proseOf, sentencesOf } from "./prose.ts";
import type { Scene } from "./scenes.ts";

/** Somebody comes or goes while the scene runs. */
export type Movement = {
  name: string;
  kind: "enters" | "leaves";
  blockId: string;
  start: number;
  end: number;
};

/**
 * Somebody's clothes. "changes": before our eyes, in this block. "wears": the script only says what they have on, so it
 * was so before the block began. A null look is the person as first described.
 */
export type CostumeChange = { name: string; look: string | null; kind: "changes" | "wears"; blockId: string };

const places =
  "(?:room|kitchen|house|shop|workshop|office|building|bar|hall|car|street|scene|frame|table|stage|cabin|tent|garden|station|church|library|lab|apartment|flat)";
const enters = new RegExp(
  `\\b(?:enters?|re-?enters|(?:comes|walks|runs|steps|bursts|rushes|strides|storms|slips|climbs|ducks|staggers|stumbles|hurries|wanders|tiptoes|marches|rolls|strolls|leans|barges|limps) (?:back |straight |right )?(?:in\\b(?! (?:front|circles|silence|the rain|pain|love))|into (?:the |an? )?${places}|inside\\b|through the (?:door|curtain|gate|window|crowd)|up over|back\\b)|appears?\\b|arrives?\\b|joins (?:him|her|them)|gets out\\b|emerges?\\b|shows up|returns?\\b)`,
  "i",
);
const leaves = new RegExp(
  `\\b(?:exits?\\b|leaves?(?=\\s*(?:$|[.,;!])| and\\b| with\\b| without\\b| through\\b| by\\b| (?:the|his|her|their) ${places})|(?:goes|walks|runs|steps|slips|storms|rushes|hurries|climbs|heads|strides|stumbles|staggers|drives|rides|marches|sneaks|tiptoes|backs|moves) (?:straight |right )?(?:out\\b|away\\b|off\\b|(?:up|down) (?:the )?(?:stairs|steps|ladder|hill|road|street))|disappears?\\b|vanishes\\b|departs?\\b|is gone\\b|drives off)`,
  "i",
);
const pronoun = /\b(she|he|they|it)\b/gi;

/** Who enters and who leaves while the scene runs, in order, with the words that say so. */
export function entrancesAndExits(scene: Scene, cast: readonly CastMember[]): Movement[] {
  const movements: Movement[] = [];
  const subjects = new SubjectReader(cast);
  for (const block of scene.blocks) {
    if (block.type === "character") subjects.spoke(cueNames(visibleText(block))[0] ?? "");
    if (block.type !== "action") continue;
    for (const sentence of sentencesOf(proseOf(block))) {
      let before: ReturnType<typeof matchOf>;
      for (const clause of clausesOf(sentence.text)) {
        const who = subjects.read(clause.text);
        const found =
          matchOf(enters, clause.text, "enters") ??
          matchOf(leaves, clause.text, "leaves") ??
          followsOut(clause.text, movements) ??
          // "Ana climbs out, then Ben": the verb counts for both.
          (before && /^then \p{Lu}/u.test(clause.text)
            ? { index: 0, length: clause.text.length, kind: before.kind }
            : undefined);
        before = found;
        if (!found) continue;
        for (const name of who) {
          const start = sentence.start + clause.start + found.index;
          movements.push({ name, kind: found.kind, blockId: block.id, start, end: start + found.length });
        }
      }
    }
  }
  return withoutRepeats(movements);
}

function matchOf(pattern: RegExp, text: string, kind: Movement["kind"]) {
  const match = pattern.exec(text);
  return match ? { index: match.index, length: match[0].length, kind } : undefined;
}

/** "Then he follows them": out, if somebody has gone out already. */
function followsOut(text: string, before: readonly Movement[]) {
  return before.some((movement) => movement.kind === "leaves")
    ? matchOf(/\bfollows (?:him|her|them)\b/i, text, "leaves")
    : undefined;
}

/** Nobody enters twice without leaving in between. */
function withoutRepeats(movements: Movement[]): Movement[] {
  const last = new Map<string, Movement["kind"]>();
  return movements.filter((movement) => {
    const isRepeat = last.get(movement.name) === movement.kind;
    last.set(movement.name, movement.kind);
    return !isRepeat;
  });
}

/** Parts of a sentence that may have subjects of their own. */
function clausesOf(sentence: string): { text: string; start: number }[] {
  const clauses: { text: string; start: number }[] = [];
  let start = 0;
  for (const match of sentence.matchAll(
    /(?:,\s+(?:and|then|but|while)\s+|;\s+|,\s+(?=then\b)|\s+and then\s+|\s+and\s+(?=\p{Ll}+s\b))/gu,
  )) {
    clauses.push({ text: sentence.slice(start, match.index), start });
    start = match.index + match[0].length;
  }
  clauses.push({ text: sentence.slice(start), start });
  return clauses;
}

/** Keeps track of whom the text is talking about, so that "she" means somebody. */
class SubjectReader {
  readonly #cast: readonly CastMember[];
  /** Most recent first. */
  #recent: string[] = [];
  readonly #pronouns = new Map<string, string>();

  constructor(cast: readonly CastMember[]) {
    this.#cast = cast;
  }

  spoke(cue: string): void {
    const member = this.#cast.find((known) => known.cue === cue);
    if (member) this.#remember(member.name);
  }

  /** The subjects of a clause. */
  read(clause: string): string[] {
    const named = this.#cast
      .flatMap((member) =>
        member.knownAs.flatMap((name) =>
          mentionsOf(clause, name).map((span) => ({ name: member.name, at: span.start })),
        ),
      )
      .toSorted((a, b) => a.at - b.at);
    const first = named[0];
    const word = [...clause.matchAll(pronoun)][0];
    if (first && !(word && word.index < first.at)) {
      const together = named.filter(
        (other) =>
          other !== first &&
          /^[^.]*\band\s*$/.test(clause.slice(first.at, other.at)) &&
          clause.slice(first.at, other.at).length < 40,
      );
      const names = [first.name, ...together.map((other) => other.name)].filter(
        (name, i, all) => all.indexOf(name) === i,
      );
      // Objects of the sentence may be meant by a later pronoun, but less likely than its subject.
      for (const other of named.toReversed()) this.#remember(other.name);
      for (const name of names) this.#remember(name);
      this.#learn(first.name, clause.slice(first.at));
      return names;
    }
    if (!word) return startsWithVerb(clause) ? this.#recent.slice(0, 1) : [];
    const said = word[1]!.toLowerCase();
    if (said === "they") return this.#recent.slice(0, 2);
    if (said === "it") return [];
    const meant = this.#recent.find((name) => (this.#pronouns.get(name) ?? said) === said);
    if (meant === undefined) return [];
    this.#pronouns.set(meant, said);
    this.#remember(meant);
    return [meant];
  }

  #remember(name: string): void {
    this.#recent = [name, ...this.#recent.filter((other) => other !== name)];
  }

  /** "Ana gives Ben her ticket" tells that Ana is a she. */
  #learn(name: string, text: string): void {
    const possessive = /\b(her|his)\s+\p{Ll}/u.exec(text)?.[1];
    if (possessive && !this.#pronouns.has(name))
      this.#pronouns.set(name, possessive === "her" ? "she" : "he");
  }
}

function startsWithVerb(clause: string): boolean {
  return /^(?:then |suddenly |finally )?\p{Ll}+s\b/u.test(clause.trim());
}

const wears =
  /\b(?:(?:is |are )?(?:now|still|again)? ?(?:wearing|dressed in)|wears|now in|(?:has|have|is|are) changed into|(?:has|have) changed into|back in)\b/i;
const changes =
  /\b(?:puts? on|pulls? on|slips? (?:on|into)|changes into|gets into|throws on|puts? (?:it|them) on|pulls? (?:it|them) on|takes? off|shrugs? off)\b/i;

/** What people put on, take off, or are said to wear, in order. */
export function costumeChanges(scene: Scene, cast: readonly CastMember[]): CostumeChange[] {
  const found: CostumeChange[] = [];
  const subjects = new SubjectReader(cast);
  for (const block of scene.blocks) {
    if (block.type === "character") subjects.spoke(cueNames(visibleText(block))[0] ?? "");
    if (block.type !== "action") continue;
    let lastClothes: string | undefined;
    for (const sentence of sentencesOf(proseOf(block))) {
      const who = subjects.read(sentence.text)[0];
      const clothes = nounChunksOf(sentence.text).filter((chunk) => chunk.category === "costume");
      const kind = changes.exec(sentence.text) ?? wears.exec(sentence.text);
      const named = clothes.find((chunk) => chunk.span.start > (kind?.index ?? 0))?.span.text;
      const look = named ?? (kind && /\b(?:it|them) on$/i.test(kind[0]) ? lastClothes : undefined);
      lastClothes = clothes.at(-1)?.span.text ?? lastClothes;
      // Taking a scarf off does not make another look, only less of this one.
      if (!kind || !who || look === undefined || /off$/i.test(kind[0])) continue;
      const isChange = changes.test(sentence.text);
      found.push({
        name: who,
        look: look.toLocaleLowerCase(),
        kind: isChange ? "changes" : "wears",
        blockId: block.id,
      });
    }
  }
  return found;
}

/** Who is there at the start of the scene: everybody seen in it who does not come in later. */
export function presentAtStart(
  scene: Scene,
  cast: readonly CastMember[],
  movements: readonly Movement[],
): Set<string> {
  const present = new Set<string>();
  for (const member of cast) {
    const isSeen = scene.blocks.some((block) => isSeenIn(block, member));
    const first = movements.find((movement) => movement.name === member.name);
    if (isSeen && first?.kind !== "enters") present.add(member.name);
  }
  return present;
}

function isSeenIn(block: ScriptBlock, member: CastMember): boolean {
  if (block.type === "character") {
    const cue = visibleText(block);
    return cuePlacement(cue) === "seen" && cueNames(cue).includes(member.cue);
  }
  return (
    block.type === "action" && member.knownAs.some((name) => mentionsOf(proseOf(block), name).length > 0)
  );
}
