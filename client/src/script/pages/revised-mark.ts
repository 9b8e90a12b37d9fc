import { Mark } from "@tiptap/core";

/** Text that was written in a set of revisions. Shown in the set's colour. */
export const Revised = Mark.create({
  name: "revised",
  inclusive: false,
  addAttributes() {
    return {
      set: {
        default: null,
        parseHTML: (element) => element.getAttribute("data-set"),
        renderHTML: ({ set }) => (set === null ? {} : { "data-set": String(set) }),
      },
    };
  },
  // What is pasted is new in this set, whatever it was where it came from.
  parseHTML: () => [],
  renderHTML: ({ HTMLAttributes }) => ["span", { class: "revised", ...HTMLAttributes }, 0],
});
