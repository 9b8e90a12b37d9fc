import { CandidateBuilder } from "./candidate.ts";
import type { CastMember } from "./cast.ts";
import { groupHeads, roleHeads } from "./lexicon.ts";
import { categoryOfHead } from "./noun-chunks.ts";
import type { NameIndex } from "./name-index.ts";
import type { Line, Token } from "./reading.ts";

const counts =
  /^(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|hundred|hundreds|thousand|dozen|dozens|several|many|few|some|both|half|\d+)$/;

/** People without a name: crowds and plurals of roles are extras, single figures in small letters are silent parts. */
export function findExtras(lines: readonly Line[], names: NameIndex<CastMember>): CandidateBuilder[] {
  const found = new Map<string, CandidateBuilder>();
  for (const line of lines) {
    const taken = [...names.mentionsIn(line), ...line.capitals.filter((run) => run.text.length > 2)];
    for (const { tokens, ...sentence } of line.sentences) {
      tokens.forEach((token, i) => {
        const kind = kindOf(tokens, i, line.prose);
        if (kind === undefined) return;
        if (taken.some((one) => one.start <= token.start && token.end <= one.end)) return;
        let first = i;
        while (first > 0 && first > i - 4 && tokens[first]!.joins && isModifier(tokens[first - 1]!)) first--;
        const start = tokens[first]!.start;
        const end = token.end - (/['’]s$/i.exec(token.text)?.[0].length ?? 0);
        const name = line.prose.slice(start, end).toLowerCase();
        const shown = name.charAt(0).toLocaleUpperCase() + name.slice(1);
        const key = kind === "one" ? shown : token.base;
        const builder = found.get(key) ?? begin(kind, shown);
        found.set(key, builder);
        builder.description ||= sentence.text;
        if (shown !== builder.name) builder.aliases.add(shown);
        builder.add({ blockId: line.block.id, quote: sentence.text, start, end }, line.sceneId);
      });
    }
  }
  return [...found.values()];
}

function begin(kind: "many" | "one", name: string): CandidateBuilder {
  if (kind === "many") return new CandidateBuilder("extras", name, "people without names", 0.7);
  const builder = new CandidateBuilder("character", name, "somebody without a name", 0.5);
  builder.cast = { part: "silent" };
  return builder;
}

function kindOf(tokens: readonly Token[], i: number, prose: string): "many" | "one" | undefined {
  const token = tokens[i]!;
  const isGroup = groupHeads.has(token.lower);
  const isPlural = token.base !== token.lower && roleHeads.has(token.base);
  if (!isGroup && !isPlural && !roleHeads.has(token.lower)) return undefined;
  const next = tokens[i + 1];
  if (/['’]s$/i.test(token.text) && token.base === token.lower) return undefined;
  if (token.isUpper && i > 0 && !token.isCaps) return undefined;
  const before = tokens.slice(Math.max(0, i - 5), i).map((word) => word.lower);
  const near = before.slice(-3);
  if (
    near.includes("like") ||
    near.includes("than") ||
    near.includes("no") ||
    (near.includes("as") && !near.includes("dressed"))
  )
    return undefined;
  if (isGroup || isPlural) {
    if (/^['’]/.test(prose.slice(token.end, token.end + 1))) return undefined;
    const previous = tokens[i - 1];
    // "She guards the door": what somebody does.
    if (
      isPlural &&
      previous &&
      token.joins &&
      (/^(?:he|she|it|who|and|that)$/.test(previous.lower) ||
        (previous.isUpper && !counts.test(previous.lower) && i > 1))
    )
      return undefined;
    if (next?.lower === "of" && categoryOfHead(tokens[i + 2]?.base ?? "") !== undefined) return undefined;
    // "company car", "crew cut": the word only describes the next one.
    if (
      isGroup &&
      next?.joins &&
      !/^(?:of|in|on|at|with|is|are|was|has|and|that|who|\p{L}+s|\p{L}+ed)$/u.test(next.lower)
    )
      return undefined;
    if (
      isGroup &&
      /^(?:police|company|class|cast|team|band)$/.test(token.lower) &&
      !/^(?:the|an?|whole|of|brass|wedding)$/.test(before.at(-1) ?? "")
    )
      return undefined;
    return "many";
  }
  const article = before.findLastIndex((word) => /^an?$/.test(word));
  if (article === -1 || article < before.length - 4) return undefined;
  const from = tokens[i - (before.length - article)]!;
  // "CORONER, a cheerful woman": said of somebody who has a name. "A kid himself": of somebody else.
  const lead = prose.slice(Math.max(0, from.start - 3), from.start);
  if (/[,(]\s*$/.test(lead) && /\p{Lu}{2,}[^.]{0,40}$/u.test(prose.slice(0, from.start))) return undefined;
  if (/\b(?:is|was|be|been|become|becomes|as|of)\s*$/.test(prose.slice(0, from.start))) return undefined;
  return next?.joins && roleHeads.has(next.lower) ? undefined : "one";
}

function isModifier(token: Token): boolean {
  return (
    counts.test(token.lower) ||
    (/^\p{Ll}+$/u.test(token.text) &&
      !/^(?:the|an?|his|her|their|its|of|and|or|in|on|at|by|with|to|from|as|is|are|was|were|over|under|between|for|behind|that|who|like|into|other|others|past|through|all|toward)$/.test(
        token.lower,
      ) &&
      !/(?:s|ly)$/.test(token.lower))
  );
}
