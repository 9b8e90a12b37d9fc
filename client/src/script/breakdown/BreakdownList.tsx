import { useEffect, useRef, type KeyboardEvent } from "react";
import type { BreakdownItem } from "@backlot/shared/screenplay/breakdown-items";
import { categoryLook } from "./category-look.ts";
import { moveIn, type Section } from "./sections.ts";
import classes from "./Breakdown.module.css";

type Props = {
  sections: readonly Section[];
  chosen: string | null;
  onChoose: (key: string) => void;
  /** A key that is no movement; tells whether it meant something. */
  onKey: (event: KeyboardEvent) => boolean;
  onOpen: (item: BreakdownItem) => void;
};

/** Items by category: the arrow keys walk through all of them, Enter shows the words in the script. */
export function BreakdownList({ sections, chosen, onChoose, onKey, onOpen }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const first = sections[0]?.items[0]?.key;
  useEffect(() => {
    const button = list.current?.querySelector<HTMLElement>("[aria-current=true]");
    button?.scrollIntoView({ block: "nearest" });
    // A key may have taken the focused item out of the list: the next one goes on.
    const isLost = document.activeElement === document.body;
    if (isLost || list.current?.contains(document.activeElement) === true) button?.focus();
  }, [chosen, sections]);

  function press(event: KeyboardEvent, item: BreakdownItem) {
    const next = moveIn(sections, item.key, event.key);
    if (next !== null) onChoose(next);
    else if (event.key === "Enter") {
      onChoose(item.key);
      onOpen(item);
    } else if (!onKey(event)) return;
    event.preventDefault();
  }

  return (
    <div ref={list} className={classes.list}>
      {sections.map(({ category, items }) => (
        <section key={category} aria-label={categoryLook[category].many} className={classes.section}>
          <h3 className={classes.category}>
            <span className={classes.dot} style={{ background: categoryLook[category].color }} />
            {categoryLook[category].many}
            <span className={classes.count}>{items.length}</span>
          </h3>
          <ul className={classes.items}>
            {items.map((item) => (
              <li key={item.key}>
                <button
                  type="button"
                  className={classes.item}
                  aria-current={item.key === chosen}
                  tabIndex={item.key === (chosen ?? first) ? 0 : -1}
                  onClick={() => onChoose(item.key)}
                  onDoubleClick={() => onOpen(item)}
                  onKeyDown={(event) => press(event, item)}
                >
                  <span className={classes.name}>{item.name}</span>
                  <span className={classes.count}>{noteOf(item)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function noteOf(item: BreakdownItem): string {
  if (item.isGone) return "gone";
  if (item.renamedFrom !== null) return `was ${item.renamedFrom}`;
  const scenes = item.scenes.length;
  return scenes > 1 ? `${scenes} scenes` : "";
}
