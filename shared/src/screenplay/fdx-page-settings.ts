import { parseXml } from "./fdx-fragment.ts";
import type { KeptFdx } from "./fdx-kept.ts";
import { elementsOf, type XmlNode } from "./fdx-xml.ts";
import type { Paper } from "./page-format.ts";

/** What a Final Draft file and a script both are set to. */
export type FdxPageSettings = { paper: Paper; continued: boolean };

/** Sheets in inches, margins in points, as Final Draft writes them. */
export const sheets: Record<Paper, { Height: string; Width: string }> = {
  letter: { Height: "11.00", Width: "8.50" },
  a4: { Height: "11.69", Width: "8.26" },
};
export const margins: Record<Paper, { TopMargin: string; BottomMargin: string }> = {
  letter: { TopMargin: "72", BottomMargin: "72" },
  a4: { TopMargin: "75", BottomMargin: "65" },
};

/** What a file says of paper and (CONT'D); what it does not say is left out. */
export function readPageSettings({ sections }: Pick<KeptFdx, "sections">): Partial<FdxPageSettings> {
  const nodes = sections
    .filter(({ name }) => name === "PageLayout" || name === "MoresAndContinueds")
    .flatMap(({ xml }) => parseXml(xml));
  const height = Number(inner(nodes, "PageLayout", "PageSize")?.attributes["Height"]);
  const automatic = inner(nodes, "MoresAndContinueds", "DialogueBreaks")?.attributes[automaticKey];
  return {
    // Between the 11 inches of Letter and the 11.69 of A4.
    ...(height > 0 ? { paper: height > 11.3 ? ("a4" as const) : ("letter" as const) } : {}),
    ...(automatic === undefined ? {} : { continued: automatic === "Yes" }),
  };
}

const automaticKey = "AutomaticCharacterContinueds";

/**
 * The sections of a file with the script's paper and (CONT'D) in them. A file that says the same already, in words or by
 * saying nothing of the usual, stays as it is.
 */
export function withPageSettings(
  sections: readonly XmlNode[],
  { paper, continued }: FdxPageSettings,
): XmlNode[] {
  const height = Number(inner(sections, "PageLayout", "PageSize")?.attributes["Height"] ?? 11);
  const isPaper = height > 11.3 === (paper === "a4");
  const breaks = inner(sections, "MoresAndContinueds", "DialogueBreaks")?.attributes;
  const isContinued = (breaks?.[automaticKey] ?? "Yes") === "Yes";
  const sized = isPaper
    ? [...sections]
    : changed(sections, "PageLayout", (node) => {
        const layout = withInner(node, "PageSize", sheets[paper]);
        // A file's own margins hold for its own paper.
        return { ...layout, attributes: { ...layout.attributes, ...margins[paper] } };
      });
  if (isContinued === continued) return sized;
  return changed(sized, "MoresAndContinueds", (node) =>
    withInner(node, "DialogueBreaks", {
      BottomOfPage: "Yes",
      DialogueBottom: "(MORE)",
      DialogueTop: "(CONT'D)",
      TopOfNext: "Yes",
      ...breaks,
      [automaticKey]: continued ? "Yes" : "No",
    }),
  );
}

/** The sections with one of them changed in its place, or added at the end. */
function changed(sections: readonly XmlNode[], name: string, change: (node: XmlNode) => XmlNode): XmlNode[] {
  const at = sections.findIndex((node) => node.name === name);
  if (at === -1) return [...sections, change({ name, attributes: {}, children: [] })];
  return sections.with(at, change(sections[at]!));
}

function inner(nodes: readonly XmlNode[], section: string, name: string): XmlNode | undefined {
  return nodes.filter((node) => node.name === section).flatMap((node) => elementsOf(node, name))[0];
}

function withInner(node: XmlNode, name: string, attributes: Record<string, string>): XmlNode {
  const others = node.children.filter((child) => typeof child === "string" || child.name !== name);
  return { ...node, children: [{ name, attributes, children: [] }, ...others] };
}
