import type { CapitalRun } from "./cast.ts";
import { categoryOfHead } from "./noun-chunks.ts";
import { sentencesOf } from "./prose.ts";

const notVerbs =
  /^(?:eyes|hands|glasses|boots|clothes|shoes|jeans|arms|legs|always|his|its|less|dress|freckles|trousers|features|braces|this|as|perhaps|tattoos|scars|rags|lips|feet|is)$/i;

/** Age and look: what stands between the name and the verb, and a following sentence that goes on describing. */
export function introduction({ line, span, sentence }: CapitalRun): { text: string; relation?: string } {
  const rest = line.prose.slice(span.end, sentence.end).replace(/^['’]s\b/i, "");
  const bracket = /^\s*\(([^)]*)\)/.exec(rest);
  const parts = bracket ? [bracket[1]!] : [];
  const listed = /^(?:,|:|\s+--?\s)/.exec(rest);
  if (!bracket && listed) {
    for (const part of rest
      .slice(listed[0].length)
      .replace(/[.!?]+$/, "")
      .split(/\s+--\s+/)[0]!
      .split(",")) {
      const [first, second] = part.trim().split(/\s+/);
      // "waits" alone is what somebody does; "dungarees" alone is what they wear.
      const isVerb =
        /^\p{Ll}+[^s\P{Ll}]s$/u.test(first ?? "") &&
        (second !== undefined || categoryOfHead(first!) === undefined) &&
        !notVerbs.test(first!);
      if (isVerb || first === "who") break;
      parts.push(part.trim());
    }
  }
  const before = line.prose.slice(sentence.start, span.start);
  const relation = /\b((?:his|her|their|the|an?)(?:\s+\p{Ll}[\p{L}-]*){1,3})\s*,?\s*$/u.exec(before)?.[1];
  if (relation !== undefined) parts.unshift(relation);
  const next = sentencesOf(line.prose).find((other) => other.start >= sentence.end);
  const goesOn =
    next && /^(?:She|He|They|It)\s+(?:is|was|are|were|has|have|had|wears?|looks?)\b/.test(next.text)
      ? next.text
      : "";
  const first = parts.join(", ").trim();
  const text = [first === "" ? "" : `${first.charAt(0).toLocaleUpperCase()}${first.slice(1)}.`, goesOn]
    .filter(Boolean)
    .join(" ");
  return { text, ...(relation === undefined ? {} : { relation }) };
}
