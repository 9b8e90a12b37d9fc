/**
 * The menus above the page: groups of actions by id. Label, icon, keys and whether it can be done now come from the
 * action registry, so an entry is registered with `useActions` and named here. `-` draws a line.
 */
export const toolbarMenus: readonly { id: string; label: string; items: readonly string[] }[] = [
  {
    id: "edit",
    label: "Edit",
    items: [
      "script.undo",
      "script.redo",
      "-",
      "script.bold",
      "script.italic",
      "script.underline",
      "script.dual",
      "-",
      "script.page-break",
      "script.boneyard",
      "-",
      "script.panel.find",
      "script.rename",
      "script.panel.spelling",
    ],
  },
  {
    id: "mark",
    label: "Mark",
    items: [
      "script.mark.keep",
      "script.mark.rewrite",
      "script.mark.love",
      "script.mark.hate",
      "-",
      "script.note",
      "script.bookmark",
      "script.panel.marks",
      "-",
      "script.suggest",
      "script.accept-all",
    ],
  },
  { id: "view", label: "View", items: ["script.focus-scene", "-", "script.carets", "script.paper"] },
  {
    id: "script",
    label: "Script",
    items: [
      "script.panel.title-page",
      "script.continued",
      "-",
      "script.import",
      "script.export",
      "script.export-fdx",
    ],
  },
  {
    id: "pages",
    label: "Pages",
    items: [
      "script.revision.start",
      "script.revision.end",
      "-",
      "script.pages.lock",
      "script.pages.unlock",
      "script.numbers.lock",
      "script.scene-number",
      "script.scene.omit",
      "-",
      "script.sheet",
      "script.pdf",
    ],
  },
];
