import { Button, Group, Textarea } from "@mantine/core";
import { useEffect, useRef, useState } from "react";

type Props = {
  label: string;
  placeholder?: string;
  sendLabel: string;
  onSend: (text: string) => void;
  onCancel: () => void;
};

/** Where a note or a reply is written: Ctrl+Enter or the button sends, Escape leaves. */
export function NoteField({ label, placeholder, sendLabel, onSend, onCancel }: Props) {
  const [text, setText] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const isEmpty = text.trim() === "";

  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);

  return (
    <Group gap={8} justify="flex-end">
      <Textarea
        ref={field}
        w="100%"
        aria-label={label}
        placeholder={placeholder}
        autosize
        minRows={2}
        maxRows={10}
        maxLength={10_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") {
            event.stopPropagation();
            onCancel();
          }
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || isEmpty) return;
          event.preventDefault();
          onSend(text);
        }}
      />
      <Button size="compact-sm" variant="subtle" color="gray" onClick={onCancel}>
        Cancel
      </Button>
      <Button size="compact-sm" disabled={isEmpty} onClick={() => onSend(text)}>
        {sendLabel}
      </Button>
    </Group>
  );
}
