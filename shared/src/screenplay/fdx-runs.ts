import type { TextRun } from "./block.ts";
import { findKept, type KeptStyle } from "./fdx-kept.ts";
import type { XmlNode } from "./fdx-xml.ts";

/** Runs as `Text` elements, cut wherever marks or kept attributes change. An empty text is one empty element. */
export function writeRuns(runs: readonly TextRun[], styles: readonly KeptStyle[]): XmlNode[] {
  const text = runs.map((run) => run.text).join("");
  if (text === "") return [{ name: "Text", attributes: {}, children: [""] }];
  const stretches = styles.flatMap((style) => {
    const start = findKept(text, style);
    return start === null ? [] : [{ start, end: start + style.quote.length, attributes: style.attributes }];
  });
  const edges = new Set<number>(stretches.flatMap(({ start, end }) => [start, end]));
  const nodes: XmlNode[] = [];
  let at = 0;
  for (const run of runs) {
    const end = at + run.text.length;
    const cuts = [at, ...[...edges].filter((edge) => edge > at && edge < end), end].toSorted((a, b) => a - b);
    for (let i = 0; i + 1 < cuts.length; i += 1) {
      const [from, to] = [cuts[i]!, cuts[i + 1]!];
      nodes.push(
        textNode(
          run,
          text.slice(from, to),
          stretches.filter((one) => one.start <= from && to <= one.end),
        ),
      );
    }
    at = end;
  }
  return nodes;
}

function textNode(run: TextRun, text: string, kept: { attributes: Record<string, string> }[]): XmlNode {
  const attributes: Record<string, string> = Object.assign({}, ...kept.map((one) => one.attributes));
  const own = [run.bold && "Bold", run.italic && "Italic", run.underline && "Underline"].filter(Boolean);
  const style = [...own, ...(attributes["Style"]?.split("+") ?? [])].join("+");
  if (style !== "") attributes["Style"] = style;
  return { name: "Text", attributes, children: [text] };
}
