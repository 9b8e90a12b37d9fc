import type { Editor } from "@tiptap/core";
import { useEffect, useState } from "react";
import { accept, completionKey, type CompletionState } from "./editor/completion.ts";
import { enter } from "./editor/element-flow.ts";
import classes from "./CompletionList.module.css";

/** What is offered at the caret: a short list under the line. The keys are handled by the editor itself. */
export function CompletionList({ editor }: { editor: Editor }) {
  const [state, setState] = useState<CompletionState>(null);
  useEffect(() => {
    const read = () => setState(completionKey.getState(editor.state) ?? null);
    editor.on("transaction", read);
    return () => {
      editor.off("transaction", read);
    };
  }, [editor]);

  const place = state === null || !editor.isFocused ? null : placeUnder(editor, state.position);
  return (
    <>
      <output className="visually-hidden">
        {place === null || state === null
          ? ""
          : `${state.items.length} suggestions. ${state.items[state.active]?.label ?? "Arrow down to choose."}`}
      </output>
      {place === null || state === null ? null : (
        <div className={classes.list} style={place}>
          {state.items.map((item, index) => (
            <button
              key={item.label}
              type="button"
              tabIndex={-1}
              className={classes.item}
              data-active={index === state.active || undefined}
              onMouseDown={(event) => {
                event.preventDefault();
                accept(editor.view, state, item);
                if (item.isWhole) enter(editor.state, editor.view.dispatch);
              }}
            >
              {item.label}
            </button>
          ))}
        </div>
      )}
    </>
  );
}

function placeUnder(editor: Editor, position: number): { left: number; top: number } {
  const start = editor.view.coordsAtPos(Math.min(position + 1, editor.state.doc.content.size));
  const end = editor.view.coordsAtPos(editor.state.selection.head);
  return { left: Math.min(start.left, window.innerWidth - 240), top: end.bottom + 6 };
}
