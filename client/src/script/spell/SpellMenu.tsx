import { Menu } from "@mantine/core";
import { IconBook2, IconTextSpellcheck } from "@tabler/icons-react";
import type { Transaction } from "@tiptap/pm/state";
import { useEffect, useState } from "react";
import { useActions } from "../../app/actions.ts";
import { notifyDone } from "../../app/notify.tsx";
import { useDesk } from "../desk-context.ts";
import { highlightAt } from "../editor/highlights.ts";
import { useCorrections } from "./use-corrections.ts";

type Asked = {
  word: string;
  from: number;
  to: number;
  left: number;
  top: number;
  asking: symbol;
  offers: string[] | null;
};

/** What a misspelt word may have been meant to be: by the right mouse button, or by keys with the caret in it. */
export function SpellMenu() {
  const { editor, isEditable } = useDesk();
  const { suggest, accept } = useCorrections();
  const [asked, setAsked] = useState<Asked | null>(null);

  function ask(position: number): boolean {
    const found = highlightAt(editor.state, "spelling", position);
    if (found === null || !isEditable) return false;
    const { left, bottom: top } = editor.view.coordsAtPos(found.from);
    const asking = Symbol("asking");
    setAsked({ word: found.name, from: found.from, to: found.to, left, top, asking, offers: null });
    void suggest(found.name).then((offers) =>
      setAsked((now) => (now?.asking === asking ? { ...now, offers } : now)),
    );
    return true;
  }

  useEffect(() => {
    const page = editor.view.dom;
    const onMenu = (event: MouseEvent) => {
      const at = editor.view.posAtCoords({ left: event.clientX, top: event.clientY });
      if (at !== null && ask(at.pos)) event.preventDefault();
    };
    page.addEventListener("contextmenu", onMenu);
    return () => page.removeEventListener("contextmenu", onMenu);
  });

  useActions([
    {
      id: "script.spelling.here",
      label: "Correct the word at the caret",
      group: "Script",
      icon: IconTextSpellcheck,
      shortcut: "mod+.",
      keywords: ["spelling"],
      isAvailable: () => isEditable,
      run: () => {
        if (!ask(editor.state.selection.head)) notifyDone("The word at the caret is not misspelt.");
      },
    },
  ]);

  useEffect(() => {
    // Others write on while the menu is open.
    const follow = ({ transaction }: { transaction: Transaction }) => {
      if (!transaction.docChanged) return;
      const { mapping } = transaction;
      setAsked((now) => now && { ...now, from: mapping.map(now.from, 1), to: mapping.map(now.to, -1) });
    };
    editor.on("transaction", follow);
    return () => void editor.off("transaction", follow);
  }, [editor]);

  /** Writes what was meant, unless the word has become another one. */
  function correct({ word, from, to }: Asked, offer: string) {
    const says = to > from ? editor.state.doc.textBetween(from, to).replaceAll("’", "'") : "";
    if (says === word) editor.view.dispatch(editor.state.tr.insertText(offer, from, to));
    else notifyDone("Somebody has just written in this word; nothing was changed.");
  }

  function close() {
    setAsked(null);
    editor.commands.focus(null, { scrollIntoView: false });
  }

  if (asked === null) return null;
  return (
    <Menu opened onClose={close} position="bottom-start" width={240} returnFocus={false}>
      <Menu.Target>
        <span style={{ position: "fixed", left: asked.left, top: asked.top, width: 1, height: 1 }} />
      </Menu.Target>
      <Menu.Dropdown aria-label={`Spelling of ${asked.word}`}>
        {asked.offers === null ? <Menu.Label>Looking …</Menu.Label> : null}
        {asked.offers?.length === 0 ? <Menu.Label>Nothing like it is in the dictionary.</Menu.Label> : null}
        {(asked.offers ?? []).map((offer) => (
          <Menu.Item key={offer} onClick={() => correct(asked, offer)}>
            {offer}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconBook2 size={16} />} onClick={() => accept(asked.word)}>
          Right in this script
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
