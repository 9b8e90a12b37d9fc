import { Editor } from "@tiptap/core";
import { useEffect, useRef, useState } from "react";
import type { Awareness } from "y-protocols/awareness";
import type { XmlFragment } from "yjs";
import { AppError } from "@backlot/shared/errors/app-error";
import { notifyFailure } from "../app/notify.tsx";
import { BlockIds } from "./editor/block-ids.ts";
import { liveCarets } from "./editor/carets.ts";
import { sharedBody } from "./editor/collaboration.ts";
import { Continued, continuedChanged } from "./editor/continued.ts";
import { Completion } from "./editor/completion.ts";
import { TextDirection } from "./editor/direction.ts";
import { ElementFlow } from "./editor/element-flow.ts";
import { FocusScene } from "./editor/focus-scene.ts";
import { Gutter } from "./editor/gutter.ts";
import { Highlights } from "./editor/highlights.ts";
import { ShootingColumns } from "./shooting/shooting-decorations.ts";
import { Paste } from "./editor/paste.ts";
import { screenplaySchema } from "./editor/schema.ts";
import { PageView } from "./pages/page-view.ts";
import { RevisionMarks } from "./pages/revision-marks.ts";
import { SheetBoxes } from "./pages/sheet-boxes.ts";

type Options = {
  body: XmlFragment;
  awareness: Awareness;
  user: { id: string; name: string; color: string };
  isEditable: boolean;
  /** The cast as the assets know it, for completing cues. */
  names: readonly string[];
  /** Whether (CONT'D) is written by itself. */
  isContinued: boolean;
  /** The set of revisions that changes are marked with, if any. */
  revision: string | null;
};

/**
 * Before each commit React looks up where the selection is in a field that says it is editable, letter by letter from its
 * beginning, to restore it should the field be replaced. Ours is not React's to replace, and 120 pages are long to walk.
 */
function withoutSelectionWalk(page: HTMLElement): void {
  Object.defineProperty(page, "contentEditable", { value: "inherit", writable: true, configurable: true });
}

function sayTooLarge(): void {
  notifyFailure(
    new AppError("too-large", {
      sentence: "That is too large to be pasted, and nothing was.",
      nextStep: "Paste it in parts of at most 4 MB.",
    }),
  );
}

/** The screenplay editor on the shared body. One editor per body and person; roles change it in place. */
export function useScriptEditor({
  body,
  awareness,
  user,
  isEditable,
  names,
  isContinued,
  revision,
}: Options): Editor | null {
  const [editor, setEditor] = useState<Editor | null>(null);
  const cast = useRef(names);
  const continued = useRef(isContinued);
  const activeSet = useRef(revision);
  const { id, name, color } = user;
  useEffect(() => {
    cast.current = names;
    continued.current = isContinued;
    activeSet.current = revision;
  }, [names, isContinued, revision]);

  useEffect(() => {
    const made = new Editor({
      editable: false,
      extensions: [
        ...screenplaySchema,
        BlockIds,
        Paste.configure({ onTooLarge: sayTooLarge }),
        ElementFlow.configure({ names: () => cast.current }),
        PageView,
        SheetBoxes,
        TextDirection,
        RevisionMarks.configure({ active: () => activeSet.current }),
        Completion.configure({ names: () => cast.current }),
        FocusScene,
        ShootingColumns,
        Gutter,
        Highlights,
        Continued.configure({ isOn: () => continued.current }),
        sharedBody(body),
        liveCarets(awareness, { id, name, color }),
      ],
      editorProps: {
        attributes: {
          "aria-label": "Screenplay",
          "aria-multiline": "true",
          role: "textbox",
          spellcheck: "true",
          autocapitalize: "sentences",
        },
        scrollMargin: { top: 96, bottom: 120, left: 0, right: 0 },
        scrollThreshold: { top: 64, bottom: 96, left: 0, right: 0 },
      },
    });
    withoutSelectionWalk(made.view.dom);
    setEditor(made);
    return () => {
      setEditor(null);
      made.destroy();
    };
  }, [body, awareness, id, name, color]);

  useEffect(() => {
    if (editor !== null) editor.view.dispatch(continuedChanged(editor.state));
  }, [editor, isContinued]);

  useEffect(() => {
    editor?.setEditable(isEditable, false);
    editor?.view.dom.setAttribute("aria-readonly", String(!isEditable));
  }, [editor, isEditable]);

  return editor;
}
