import { IconCheck, IconGitMerge, IconRotate, IconTag, IconX } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import {
  acceptItem,
  mergeItems,
  readDecisions,
  recategoriseItem,
  rejectItem,
  reopenItem,
} from "@backlot/shared/documents/breakdown";
import { localEdit } from "@backlot/shared/documents/record";
import type { BreakdownCategory } from "@backlot/shared/screenplay/breakdown";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { useActions, type Action } from "../../app/actions.ts";
import { useProject } from "../../project/use-project.tsx";
import { useSession, useUndo } from "../../session/hooks.ts";
import { neighbourOf, type Section } from "./sections.ts";

export type Decisions = {
  accept: () => void;
  reject: () => void;
  reopen: () => void;
  /** Takes out again what was merged into the item. */
  split: () => void;
  recategorise: (category: BreakdownCategory) => void;
  merge: (into: BreakdownItem) => void;
  onKey: (event: KeyboardEvent) => boolean;
};

type Context = {
  items: readonly BreakdownItem[];
  item: BreakdownItem | null;
  sections: readonly Section[];
  isEditable: boolean;
  choose: (key: string | null) => void;
};

/** What can be decided about the chosen item, for buttons, palette and keys alike. */
export function useDecisions({ item, sections, isEditable, choose }: Context): Decisions {
  const { assets } = useSession().documents;
  const { me } = useProject();
  const undo = useUndo("assets");
  const mayDecide = isEditable && item !== null;
  const who = () => ({ by: me.id, at: Date.now() });

  /** Each decision is one step of undo; afterwards the next item is chosen, so that a list is worked through with one key. */
  function decide(work: (item: BreakdownItem) => void, leaves: boolean): void {
    if (!isEditable || item === null) return;
    const next = leaves ? neighbourOf(sections, item.key) : item.key;
    undo.endStep();
    work(item);
    undo.endStep();
    choose(next);
  }
  const decisions: Decisions = {
    accept: () => decide((one) => acceptItem(assets, one, who(), localEdit), true),
    reject: () => decide((one) => rejectItem(assets, one, who(), localEdit), true),
    reopen: () => decide((one) => reopenItem(assets, one, who(), localEdit), true),
    split: () =>
      decide((one) => {
        const known = new Map(readDecisions(assets).map((decision) => [decision.key, decision]));
        for (const { key, name } of one.merged) {
          const proof = (known.get(key)?.proof ?? []).map((blockId) => ({ blockId, quote: "" }));
          const part = { ...one, key, name, aliases: [], evidence: proof };
          reopenItem(assets, part, who(), localEdit);
        }
      }, false),
    recategorise: (category) =>
      decide((one) => recategoriseItem(assets, one, category, who(), localEdit), false),
    merge: (into) => {
      decide((one) => mergeItems(assets, one, into, who(), localEdit), true);
      choose(into.key);
    },
    onKey(event) {
      if (event.altKey || event.shiftKey) return false;
      const letter = event.key.toLowerCase();
      if (event.ctrlKey || event.metaKey) {
        if (letter !== "z" || !isEditable) return false;
        undo.undo();
        return true;
      }
      const action = actions.find((one) => one.shortcut?.toLowerCase() === letter);
      if (action?.isAvailable?.() !== true) return false;
      void action.run();
      return true;
    },
  };
  const about = { group: "Breakdown", handlesOwnKeys: true } as const;
  const actions: Action[] = [
    {
      ...about,
      id: "breakdown.accept",
      label: "Accept the item",
      shortcut: "A",
      icon: IconCheck,
      isAvailable: () => mayDecide && item.verdict === "open",
      run: decisions.accept,
    },
    {
      ...about,
      id: "breakdown.reject",
      label: "Reject the item",
      shortcut: "R",
      icon: IconX,
      isAvailable: () => mayDecide && item.verdict !== "rejected",
      run: decisions.reject,
    },
    {
      ...about,
      id: "breakdown.reopen",
      label: "Decide about the item again",
      shortcut: "U",
      icon: IconRotate,
      isAvailable: () => mayDecide && item.verdict !== "open",
      run: decisions.reopen,
    },
    {
      ...about,
      id: "breakdown.category",
      label: "Change the item's category",
      shortcut: "C",
      icon: IconTag,
      isAvailable: () => mayDecide,
      run: () => focusField("category"),
    },
    {
      ...about,
      id: "breakdown.merge",
      label: "Merge the item with another",
      shortcut: "M",
      icon: IconGitMerge,
      isAvailable: () => mayDecide,
      run: () => focusField("merge"),
    },
  ];
  useActions(actions);
  return decisions;
}

function focusField(name: string): void {
  const field = document.querySelector<HTMLInputElement>(`input[data-breakdown-field="${name}"]`);
  field?.focus();
  field?.click();
}
