import { Textarea, type TextareaProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import type * as Y from "yjs";
import { localEdit } from "@backlot/shared/documents/record";
import { editBetween, movedBy, type TextEdit } from "./text-edit.ts";
import classes from "./shared-text.module.css";

type Field = HTMLTextAreaElement | HTMLInputElement;

/**
 * Binds a text field to a co-edited text: every keystroke is the smallest edit, others' edits keep the caret, and
 * nothing is replaced under an input method while it composes. Gives the ref for an uncontrolled field.
 */
export function useSharedText<F extends Field = HTMLTextAreaElement>(text: Y.Text | null) {
  const ref = useRef<F>(null);
  useEffect(() => {
    const field = ref.current;
    if (field === null || text === null) return undefined;
    /** The text when an input method began to compose; null when none does. */
    let beforeComposing: string | null = null;
    field.value = text.toString();

    function apply(edit: TextEdit | null) {
      if (edit === null || text === null) return;
      const at = Math.min(edit.at, text.length);
      const change = () => {
        text.delete(at, Math.min(edit.remove, text.length - at));
        text.insert(at, edit.insert);
      };
      if (text.doc === null) change();
      else text.doc.transact(change, localEdit);
    }

    function write() {
      if (beforeComposing !== null || field === null || text === null) return;
      apply(editBetween(text.toString(), field.value, field.selectionEnd ?? field.value.length));
    }

    function read(event: Y.YTextEvent) {
      if (beforeComposing !== null || field === null || text === null) return;
      const next = text.toString();
      if (field.value === next) return;
      const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
      field.value = next;
      if (document.activeElement !== field) return;
      field.setSelectionRange(movedBy(event.delta, start), movedBy(event.delta, end));
    }

    function startComposing() {
      beforeComposing = text?.toString() ?? "";
    }

    function endComposing() {
      if (beforeComposing === null || field === null || text === null) return;
      // What others wrote meanwhile is not in the field yet: the composed text alone is this person's edit.
      const edit = editBetween(beforeComposing, field.value, field.selectionEnd ?? field.value.length);
      beforeComposing = null;
      apply(edit);
      if (field.value !== text.toString()) field.value = text.toString();
    }

    text.observe(read);
    field.addEventListener("input", write);
    field.addEventListener("compositionstart", startComposing);
    field.addEventListener("compositionend", endComposing);
    return () => {
      text.unobserve(read);
      field.removeEventListener("input", write);
      field.removeEventListener("compositionstart", startComposing);
      field.removeEventListener("compositionend", endComposing);
    };
  }, [text]);
  return ref;
}

/** A text area on a co-edited text, as tall as what is in it. */
export function SharedTextarea({
  text,
  ...props
}: Omit<TextareaProps, "value" | "defaultValue"> & { text: Y.Text | null }) {
  const ref = useSharedText(text);
  return <Textarea {...props} ref={ref} classNames={{ input: classes.growing }} />;
}
