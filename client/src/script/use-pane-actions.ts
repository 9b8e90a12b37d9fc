import { useActions } from "../app/actions.ts";

/** Of a pane, what takes the focus first. */
const focusable = "[contenteditable=true], button, input, textarea, select, a[href], [tabindex='0']";

/**
 * F6 goes to the next pane of the desk (what carries `data-pane`: scenes, page, open panel, rail), Shift+F6 to the one
 * before. It is the way out of the page for who uses no pointer: there the Tab key writes.
 */
export function usePaneActions(): void {
  useActions([
    {
      id: "script.pane.next",
      label: "Go to the next pane",
      group: "Script",
      shortcut: "F6",
      keywords: ["focus", "panel", "scenes", "page", "leave"],
      run: () => goToPane(1),
    },
    {
      id: "script.pane.previous",
      label: "Go to the pane before",
      group: "Script",
      shortcut: "shift+F6",
      keywords: ["focus", "panel", "scenes", "page", "leave"],
      run: () => goToPane(-1),
    },
  ]);
}

function goToPane(step: 1 | -1): void {
  // A dialog over the desk keeps the focus.
  if (document.activeElement?.closest("[aria-modal=true]")) return;
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((one) =>
    one.checkVisibility(),
  );
  const at = panes.findIndex((one) => one.contains(document.activeElement));
  // From outside all panes the first way in is the page's own order: forwards the first pane, backwards the last.
  const next = at === -1 ? (step === 1 ? panes[0] : panes.at(-1)) : panes.at((at + step) % panes.length);
  const first = [...(next?.querySelectorAll<HTMLElement>(focusable) ?? [])].find(
    (one) => one.checkVisibility() && one.tabIndex >= 0 && !one.matches(":disabled"),
  );
  first?.focus();
}
