import { more } from "@backlot/shared/screenplay/page-format";
import type { PageEnd } from "./page-ends.ts";

/**
 * The end of a page and the beginning of the next, drawn between the lines: what is left of the sheet, the gap to the
 * next one, its number. Inside a paragraph it is a span, since a paragraph holds no blocks.
 */
export function pageEndElement(end: PageEnd): HTMLElement {
  const tag = end.offset > 0 ? "span" : "div";
  const element = document.createElement(tag);
  element.className = "page-end";
  element.contentEditable = "false";
  element.style.setProperty("--left", String(end.left));
  const part = (name: string, text?: string) => {
    const one = document.createElement("span");
    one.className = name;
    if (text !== undefined) one.textContent = text;
    element.append(one);
  };
  if (end.more) part("page-more", more);
  part("page-foot");
  if (end.number !== null) {
    element.dataset["page"] = end.number;
    part("page-gap");
    part("page-head", `${end.number}.`);
    if (end.cue !== null) part("page-cue", end.cue);
  }
  return element;
}
