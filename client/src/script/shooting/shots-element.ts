import { vocabularyLabel } from "@backlot/shared/shot/schema";
import type { Beside } from "./shooting-decorations.ts";
import type { Present, ShotCell } from "./shooting-rows.ts";

type Setting = { span: number; isInScene: boolean; open: (shot: ShotCell) => void };

/** Camera, cast and props of the shots that begin at a block, as they stand beside it. */
export function shotsElement({ shots, number }: Beside, { span, isInScene, open }: Setting): HTMLElement {
  const cells = element("div", isInScene ? "shooting-cells in-scene" : "shooting-cells");
  cells.contentEditable = "false";
  cells.style.gridRow = `span ${span}`;
  if (shots.length === 0) {
    cells.classList.add("shooting-none");
    cells.textContent = number === undefined ? "" : "No shots yet";
    return cells;
  }
  const camera = column("Camera", "ul");
  camera.list.append(...shots.map((shot) => cameraOf(shot, open)));
  const cast = column("Cast", "ul");
  cast.list.append(...names(shots.flatMap((shot) => shot.cast)));
  const things = column("Props and more", "ul");
  things.list.append(...names(shots.flatMap((shot) => shot.things)));
  cells.append(camera.cell, cast.cell, things.cell);
  return cells;
}

function column(label: string, tag: "ul"): { cell: HTMLElement; list: HTMLElement } {
  const cell = element("div", "shooting-cell");
  const list = element(tag, "shooting-list");
  list.setAttribute("aria-label", label);
  const shown = element("span", "shooting-label");
  shown.textContent = label;
  shown.setAttribute("aria-hidden", "true");
  cell.append(shown, list);
  return { cell, list };
}

function cameraOf(cell: ShotCell, open: Setting["open"]): HTMLElement {
  const { shot, label } = cell;
  const angle = shot.angle === "eye" ? "" : `, ${vocabularyLabel(shot.angle).toLowerCase()} angle`;
  const movement = shot.movement === "static" ? "" : `, ${vocabularyLabel(shot.movement).toLowerCase()}`;
  const item = element("li", "shooting-shot");
  const button = element("button", "shooting-open");
  button.setAttribute("type", "button");
  button.setAttribute("aria-label", `Open shot ${label}`);
  button.textContent = label;
  button.addEventListener("click", () => open(cell));
  const words = element("span");
  words.textContent = `${vocabularyLabel(shot.size)}${angle}${movement}, ${shot.lensMm} mm`;
  item.append(button, words);
  return item;
}

function names(of: readonly Present[]): HTMLElement[] {
  const unique = new Map(of.map((one) => [one.id, one]));
  return [...unique.values()].map(({ name, when }) => {
    const item = element("li");
    item.textContent = name;
    if (when === "") return item;
    const note = element("span", "shooting-when");
    note.textContent = ` (${when})`;
    item.append(note);
    return item;
  });
}

function element(tag: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className !== "") made.className = className;
  return made;
}
