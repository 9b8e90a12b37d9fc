import { TextInput, type TextInputProps } from "@mantine/core";
import { useState } from "react";

type Props = Omit<TextInputProps, "value" | "defaultValue" | "onChange"> & {
  value: string;
  /** Called on Enter and when the field is left, only with a changed text that is not blank. */
  onCommit: (value: string) => void;
};

/** A one-line field that is written as a whole: Enter or leaving keeps, Escape takes back. Others' changes show unless one types. */
export function DraftInput({ value, onCommit, ...props }: Props) {
  const [draft, setDraft] = useState<string | null>(null);

  function commit() {
    const next = draft?.trim();
    setDraft(null);
    if (next !== undefined && next !== "" && next !== value) onCommit(next);
  }

  return (
    <TextInput
      {...props}
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) commit();
        if (event.key !== "Escape" || draft === null) return;
        event.stopPropagation();
        setDraft(null);
      }}
    />
  );
}
