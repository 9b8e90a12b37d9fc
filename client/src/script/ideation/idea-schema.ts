import { Node, mergeAttributes, textblockTypeInputRule, wrappingInputRule } from "@tiptap/core";
import type { Extensions } from "@tiptap/core";
import { Bold } from "@tiptap/extension-bold";
import { Document } from "@tiptap/extension-document";
import { Italic } from "@tiptap/extension-italic";
import { Text } from "@tiptap/extension-text";
import { Underline } from "@tiptap/extension-underline";
import { mediaUrl } from "../../app/api.ts";

const paragraph = Node.create({
  name: "paragraph",
  group: "block",
  content: "inline*",
  priority: 1000,
  parseHTML: () => [{ tag: "p" }],
  renderHTML: ({ HTMLAttributes }) => ["p", HTMLAttributes, 0],
});

const heading = Node.create({
  name: "heading",
  group: "block",
  content: "inline*",
  defining: true,
  parseHTML: () => ["h1", "h2", "h3", "h4"].map((tag) => ({ tag })),
  renderHTML: ({ HTMLAttributes }) => ["h3", HTMLAttributes, 0],
  addInputRules() {
    return [textblockTypeInputRule({ find: /^#{1,3}\s$/, type: this.type })];
  },
});

const blockquote = Node.create({
  name: "blockquote",
  group: "block",
  content: "paragraph+",
  defining: true,
  parseHTML: () => [{ tag: "blockquote" }],
  renderHTML: ({ HTMLAttributes }) => ["blockquote", HTMLAttributes, 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>\s$/, type: this.type })];
  },
});

/** Lists do not nest: the live document takes only so many levels, and ideas need no more. */
const bulletList = Node.create({
  name: "bulletList",
  group: "block",
  content: "listItem+",
  parseHTML: () => [{ tag: "ul" }, { tag: "ol" }],
  renderHTML: ({ HTMLAttributes }) => ["ul", HTMLAttributes, 0],
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*[-+*]\s$/, type: this.type })];
  },
});

const listItem = Node.create({
  name: "listItem",
  content: "paragraph",
  defining: true,
  parseHTML: () => [{ tag: "li" }],
  renderHTML: ({ HTMLAttributes }) => ["li", HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return {
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Shift-Tab": () => this.editor.commands.liftListItem(this.name),
    };
  },
});

/** A picture of the project's media, known by its hash. */
function picture(projectId: string) {
  return Node.create({
    name: "picture",
    group: "block",
    atom: true,
    draggable: true,
    addAttributes: () => ({ hash: { default: "" }, alt: { default: "" } }),
    parseHTML: () => [{ tag: "img[data-hash]" }],
    renderHTML: ({ HTMLAttributes }) => {
      const { hash, alt } = HTMLAttributes as { hash: string; alt: string };
      return ["img", mergeAttributes({ src: mediaUrl(projectId, hash), alt, "data-hash": hash })];
    },
  });
}

/** What an idea's text is made of. */
export function ideaSchema(projectId: string): Extensions {
  return [
    Document,
    Text,
    paragraph,
    heading,
    blockquote,
    bulletList,
    listItem,
    picture(projectId),
    Bold,
    Italic,
    Underline,
  ];
}
