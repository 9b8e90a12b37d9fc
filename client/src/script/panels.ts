import {
  IconBookmarks,
  IconChartBar,
  IconFileText,
  IconHistory,
  IconListCheck,
  IconMessagePlus,
  IconMessages,
  IconRobot,
  IconSearch,
  IconTextSpellcheck,
} from "@tabler/icons-react";
import { lazy, type ComponentType } from "react";
import type { Action } from "../app/actions.ts";

/** A panel beside the page. Its component takes no properties: `useDesk()` gives it the editor and the script. */
export type ScriptPanel = {
  /** Also the last part of the action that opens it: `script.panel.<id>`. */
  id: string;
  label: string;
  icon: NonNullable<Action["icon"]>;
  component: ComponentType;
  shortcut?: Action["shortcut"];
  /** More words that find it in the palette. */
  keywords?: string[];
};

/** Every panel of Script Lab, in the order of the rail. One is open at a time. A new panel is one entry here. */
export const scriptPanels: readonly ScriptPanel[] = [
  {
    id: "breakdown",
    label: "Breakdown",
    icon: IconListCheck,
    keywords: ["props", "wardrobe", "cast", "tags", "needs"],
    component: lazy(() => import("./breakdown/BreakdownPanel.tsx")),
  },
  {
    id: "find",
    label: "Find and replace",
    icon: IconSearch,
    shortcut: "mod+F",
    component: lazy(() => import("./find/FindPanel.tsx")),
  },
  {
    id: "notes",
    label: "Notes in the margin",
    icon: IconMessages,
    keywords: ["comments", "remarks"],
    component: lazy(() => import("./note/NotesPanel.tsx")),
  },
  {
    id: "marks",
    label: "Marks and bookmarks",
    icon: IconBookmarks,
    keywords: ["keep", "rewrite", "love", "hate"],
    component: lazy(() => import("./mark/MarksPanel.tsx")),
  },
  {
    id: "spelling",
    label: "Spelling",
    icon: IconTextSpellcheck,
    keywords: ["dictionary", "words"],
    component: lazy(() => import("./spell/SpellingPanel.tsx")),
  },
  {
    id: "title-page",
    label: "Title page",
    icon: IconFileText,
    keywords: ["author", "contact", "credit"],
    component: lazy(() => import("./title-page/TitlePagePanel.tsx")),
  },
  {
    id: "statistics",
    label: "Statistics",
    icon: IconChartBar,
    keywords: ["words", "pages", "count"],
    component: lazy(() => import("./statistics/StatisticsPanel.tsx")),
  },
  {
    id: "proposals",
    label: "Proposals",
    icon: IconMessagePlus,
    keywords: ["suggest", "track changes", "accept", "reject"],
    component: lazy(() => import("./proposal/ProposalsPanel.tsx")),
  },
  {
    id: "assistant",
    label: "Assistant",
    icon: IconRobot,
    keywords: ["rewrite", "language model", "ai"],
    component: lazy(() => import("./assistant/AssistantPanel.tsx")),
  },
  {
    id: "versions",
    label: "Versions",
    icon: IconHistory,
    keywords: ["history", "compare", "restore", "draft", "who wrote"],
    component: lazy(() => import("./version/VersionsPanel.tsx")),
  },
];
