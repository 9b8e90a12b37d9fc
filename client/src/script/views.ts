import { IconBulb, IconFileText, IconListTree, IconMovie } from "@tabler/icons-react";
import { lazy, type ComponentType } from "react";
import type { Action } from "../app/actions.ts";

/** One way to look at the story, from the first idea to the shooting script. */
export type ScriptView = {
  /** What the address says: `?view=<id>`; the screenplay is what comes without. */
  id: string;
  label: string;
  icon: NonNullable<Action["icon"]>;
  /** Absent where the desk shows it, on the same editor as the screenplay. */
  component?: ComponentType;
};

/** The screenplay and the shooting script are one editor on its desk; the others are pages of their own. */
export const scriptViews: readonly ScriptView[] = [
  {
    id: "ideas",
    label: "Ideas",
    icon: IconBulb,
    component: lazy(() => import("./ideation/IdeasView.tsx")),
  },
  {
    id: "outline",
    label: "Outline",
    icon: IconListTree,
    component: lazy(() => import("./outline/OutlineView.tsx")),
  },
  {
    id: "shooting",
    label: "Shooting script",
    icon: IconMovie,
  },
];

export const screenplayView = { id: "screenplay", label: "Screenplay", icon: IconFileText } as const;
