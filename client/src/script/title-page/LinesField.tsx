import { Textarea } from "@mantine/core";
import { useState } from "react";

type Props = {
  label: string;
  placeholder: string;
  lines: readonly string[];
  isReadOnly: boolean;
  onCommit: (lines: string[]) => void;
};

/** An entry of some lines, written as a whole when the field is left. Others' changes show unless one types. */
export function LinesField({ label, placeholder, lines, isReadOnly, onCommit }: Props) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = lines.join("\n");
  return (
    <Textarea
      label={label}
      placeholder={placeholder}
      value={draft ?? text}
      autosize
      minRows={1}
      maxRows={6}
      maxLength={2000}
      readOnly={isReadOnly}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (draft !== null && draft.trim() !== text.trim()) onCommit(linesOf(draft));
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || draft === null) return;
        event.stopPropagation();
        setDraft(null);
      }}
    />
  );
}

function linesOf(text: string): string[] {
  const trimmed = text.trim();
  return trimmed === "" ? [] : trimmed.split("\n").map((line) => line.trimEnd());
}
