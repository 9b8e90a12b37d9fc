import { Node } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { Italic } from "@tiptap/extension-italic";
import { Revised } from "../pages/revised-mark.ts";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import type { Attributes, Extensions } from "@tiptap/core";
import { blockTypes, type BlockType } from "@backlot/shared/screenplay/block";

/** Absent is null: the shared document then holds no attribute at all, as the model wants it. */
function attribute(name: string, read: (value: string) => unknown = (value) => value): Attributes[string] {
  const html = `data-${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return {
    default: null,
    parseHTML: (element) => {
      const value = element.getAttribute(html);
      return value === null ? null : read(value);
    },
    renderHTML: (attributes) => (attributes[name] === null ? {} : { [html]: String(attributes[name]) }),
  };
}

/** One node per element of the screenplay, named after its type, so that the shared document reads as the model does. */
function blockNode(type: BlockType) {
  return Node.create({
    name: type,
    group: "block",
    content: type === "pageBreak" ? "" : "inline*",
    defining: type !== "pageBreak",
    selectable: type === "pageBreak",
    // Plain paragraphs of other programs arrive as action; everything else says what it is.
    priority: type === "action" ? 1000 : 100,
    addAttributes() {
      return {
        id: attribute("id"),
        sceneNumber: attribute("sceneNumber"),
        dual: attribute("dual", () => true),
        depth: attribute("depth", Number),
        boneyard: attribute("boneyard", () => true),
        verdict: attribute("verdict"),
        bookmark: attribute("bookmark"),
        omitted: attribute("omitted", () => true),
        revision: attribute("revision"),
      };
    },
    parseHTML() {
      const own = { tag: `p[data-type="${type}"]`, priority: 60 };
      return type === "action" ? [own, { tag: "p" }, { tag: "div" }] : [own];
    },
    renderHTML({ HTMLAttributes }) {
      const attributes = { "data-type": type, ...HTMLAttributes };
      return type === "pageBreak" ? ["p", attributes] : ["p", attributes, 0];
    },
  });
}

const hardBreak = Node.create({
  name: "hardBreak",
  group: "inline",
  inline: true,
  selectable: false,
  parseHTML: () => [{ tag: "br" }],
  renderHTML: () => ["br"],
  renderText: () => "\n",
  addKeyboardShortcuts() {
    return { "Shift-Enter": () => this.editor.commands.insertContent({ type: this.name }) };
  },
});

/** What a screenplay is made of, for the editor. */
export const screenplaySchema: Extensions = [
  Document.extend({ content: "block+" }),
  Text,
  hardBreak,
  ...blockTypes.map(blockNode),
  Bold,
  Italic,
  Underline,
  Revised,
];
