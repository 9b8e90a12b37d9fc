import { visibleText, type ScriptBlock } from "./block.ts";
import { cueName } from "./cue.ts";
import { locations } from "./elements.ts";
import { margins, sheets } from "./fdx-page-settings.ts";
import type { XmlNode } from "./fdx-xml.ts";
import type { Paper } from "./page-format.ts";

type Layout = {
  left: string;
  right: string;
  before: number;
  alignment?: string;
  first?: string;
  style?: string;
  next: string;
  newPage?: true;
};

/** Final Draft's own layout of each type of paragraph: inches from the left edge of the sheet, points before. */
const layouts: Record<string, Layout> = {
  General: { left: "1.50", right: "7.50", before: 0, next: "General" },
  "Scene Heading": { left: "1.50", right: "7.50", before: 24, next: "Action" },
  Action: { left: "1.50", right: "7.50", before: 12, next: "Action" },
  Character: { left: "3.50", right: "7.25", before: 12, next: "Dialogue" },
  Parenthetical: { left: "3.00", right: "5.50", before: 0, first: "-0.10", next: "Dialogue" },
  Dialogue: { left: "2.50", right: "6.00", before: 0, next: "Action" },
  Transition: { left: "5.50", right: "7.10", before: 12, alignment: "Right", next: "Scene Heading" },
  Shot: { left: "1.50", right: "7.50", before: 24, style: "AllCaps", next: "Action" },
  "Cast List": { left: "1.50", right: "7.50", before: 0, next: "Action" },
  "New Act": {
    left: "1.50",
    right: "7.50",
    before: 0,
    alignment: "Center",
    style: "Bold+Underline+AllCaps",
    next: "Scene Heading",
  },
  "End of Act": {
    left: "1.50",
    right: "7.50",
    before: 24,
    alignment: "Center",
    style: "Bold+Underline+AllCaps",
    next: "New Act",
  },
  Lyrics: { left: "2.50", right: "6.00", before: 0, style: "Italic", next: "Lyrics" },
  "Outline 1": { left: "1.50", right: "7.50", before: 24, style: "Bold+HiddenText", next: "Outline Body" },
  "Outline 2": { left: "1.50", right: "7.50", before: 24, style: "Bold+HiddenText", next: "Outline Body" },
  "Outline 3": { left: "1.50", right: "7.50", before: 12, style: "HiddenText", next: "Outline Body" },
  "Outline 4": { left: "1.50", right: "7.50", before: 12, style: "HiddenText", next: "Outline Body" },
  "Outline Body": { left: "1.50", right: "7.50", before: 12, style: "HiddenText", next: "Outline Body" },
};

const node = (
  name: string,
  attributes: Record<string, string>,
  children: XmlNode["children"] = [],
): XmlNode => ({
  name,
  attributes,
  children,
});

/**
 * Layout, lists and settings for a script that no Final Draft file has given any. Headings, cues and transitions are set
 * in capitals only where the script has them all in capitals, since reading them back would lose the small letters.
 */
export function usualSections(blocks: readonly ScriptBlock[], paper: Paper = "letter"): XmlNode[] {
  return [
    node(
      "PageLayout",
      {
        BackgroundColor: "#FFFFFFFFFFFF",
        BottomMargin: margins[paper].BottomMargin,
        BreakDialogueAndActionAtSentences: "Yes",
        DocumentLeading: "Normal",
        FooterMargin: "36",
        HeaderMargin: "36",
        TopMargin: margins[paper].TopMargin,
      },
      [node("PageSize", sheets[paper])],
    ),
    ...Object.entries(layouts).map(([type, layout]) => elementSettings(type, onPaper(layout, paper), blocks)),
    smartType(blocks),
    node("SceneNumberOptions", {
      LeftLocation: "0.75",
      NumberScheme: "1A",
      RightLocation: "7.38",
      ShowNumbersOnLeft: "Yes",
      ShowNumbersOnRight: "Yes",
    }),
  ];
}

/** On A4 the text stands a quarter of an inch further left. */
function onPaper(layout: Layout, paper: Paper): Layout {
  if (paper === "letter") return layout;
  const left = (inches: string) => (Number(inches) - 0.25).toFixed(2);
  return { ...layout, left: left(layout.left), right: left(layout.right) };
}

const typeOf: Record<string, ScriptBlock["type"]> = {
  "Scene Heading": "sceneHeading",
  Character: "character",
  Transition: "transition",
};

function elementSettings(type: string, layout: Layout, blocks: readonly ScriptBlock[]): XmlNode {
  const own = blocks.filter((block) => block.type === typeOf[type]).map(visibleTextOf);
  const isCapitals = typeOf[type] !== undefined && own.every((text) => text === text.toUpperCase());
  return node("ElementSettings", { Type: type }, [
    node("FontSpec", {
      AdornmentStyle: "0",
      Background: "#FFFFFFFFFFFF",
      Color: "#000000000000",
      Font: "Courier Final Draft",
      RevisionID: "0",
      Size: "12",
      Style: isCapitals ? "AllCaps" : (layout.style ?? ""),
    }),
    node("ParagraphSpec", {
      Alignment: layout.alignment ?? "Left",
      FirstIndent: layout.first ?? "0.00",
      Leading: "Regular",
      LeftIndent: layout.left,
      RightIndent: layout.right,
      SpaceBefore: String(layout.before),
      Spacing: "1",
      StartsNewPage: "No",
    }),
    node("Behavior", { PaginateAs: type in typeOf ? type : "General", ReturnKey: layout.next, Shortcut: "" }),
  ]);
}

function visibleTextOf(block: ScriptBlock): string {
  return block.runs.map((run) => run.text).join("");
}

const lists = {
  Extensions: ["(V.O.)", "(O.S.)", "(O.C.)", "(SUBTITLE)"],
  SceneIntros: ["INT", "EXT", "INT./EXT"],
  TimesOfDay: ["DAY", "NIGHT", "MORNING", "AFTERNOON", "EVENING", "LATER", "CONTINUOUS"],
  Transitions: ["CUT TO:", "FADE IN:", "FADE OUT", "FADE TO:", "DISSOLVE TO:", "BACK TO:", "MATCH CUT TO:"],
} as const;
const separators: Record<string, string> = { SceneIntros: ". ", TimesOfDay: " - " };

/** The script's own names and places, for completing them while typing. */
function smartType(blocks: readonly ScriptBlock[]): XmlNode {
  const names = new Set(
    blocks.filter((block) => block.type === "character").map((block) => cueName(visibleText(block))),
  );
  names.delete("");
  const all = { Characters: [...names], ...lists, Locations: locations(blocks) };
  const singular = (name: string) => (name === "TimesOfDay" ? "TimeOfDay" : name.slice(0, -1));
  return node(
    "SmartType",
    {},
    Object.entries(all).map(([name, values]) =>
      node(
        name,
        name in separators ? { Separator: separators[name]! } : {},
        values.map((value) => node(singular(name), {}, [value])),
      ),
    ),
  );
}
