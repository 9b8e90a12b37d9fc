import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import type { BreakdownCategory } from "@backlot/shared/screenplay/breakdown";
import { categoryOrder } from "./category-look.ts";

export type Shown = "open" | "accepted" | "rejected";
export type Section = { category: BreakdownCategory; items: BreakdownItem[] };

export type Filter = {
  shown: Shown;
  /** Only what this scene needs. */
  sceneId: string | null;
};

/** The items of one verdict by category, each in the order of the script. */
export function sectionsOf(items: readonly BreakdownItem[], { shown, sceneId }: Filter): Section[] {
  const kept = items.filter(
    (item) => item.verdict === shown && (sceneId === null || item.scenes.includes(sceneId)),
  );
  const byCategory = Map.groupBy(kept, (item) => item.category);
  return categoryOrder.flatMap((category) => {
    const found = byCategory.get(category);
    return found === undefined ? [] : [{ category, items: found }];
  });
}

/** The item that takes the place of one that leaves the list: the next one, else the one before. */
export function neighbourOf(sections: readonly Section[], key: string): string | null {
  const keys = sections.flatMap((section) => section.items.map((item) => item.key));
  const at = keys.indexOf(key);
  return keys[at + 1] ?? keys[at - 1] ?? null;
}

/** Where a key leads from the chosen item: up, down, to the ends, or to the first of the next category. */
export function moveIn(sections: readonly Section[], chosen: string | null, key: string): string | null {
  const keys = sections.flatMap((section) => section.items.map((item) => item.key));
  if (keys.length === 0) return null;
  const at = chosen === null ? -1 : keys.indexOf(chosen);
  switch (key) {
    case "ArrowDown":
      return keys[Math.min(at + 1, keys.length - 1)]!;
    case "ArrowUp":
      return keys[Math.max(at - 1, 0)]!;
    case "Home":
      return keys[0]!;
    case "End":
      return keys.at(-1)!;
    case "PageDown":
    case "PageUp": {
      const section = sections.findIndex((one) => one.items.some((item) => item.key === chosen));
      const next = section + (key === "PageDown" ? 1 : -1);
      return sections[Math.max(0, Math.min(next, sections.length - 1))]!.items[0]!.key;
    }
    default:
      return null;
  }
}
