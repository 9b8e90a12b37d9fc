import { Alert, Button, Group, Loader, Text, Textarea } from "@mantine/core";
import { useEffect, useRef } from "react";
import type { Assistant } from "./use-assistant.ts";
import classes from "./Assistant.module.css";

/** What the assistant is writing, with a way to stop it, or what went wrong, with the next step. */
export function AssistantAnswer({ assistant }: { assistant: Assistant }) {
  const { isWriting, text, error, cancel } = assistant;
  const end = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    end.current?.scrollTo({ top: end.current.scrollHeight });
  }, [text]);
  if (error !== null) {
    return (
      <Alert color="red" title={error.sentence} mt={10}>
        {error.nextStep}
      </Alert>
    );
  }
  if (!isWriting) return null;
  return (
    <div className={classes.answer}>
      <Group justify="space-between">
        <Text size="sm" component="output">
          <Loader size={14} mr={8} aria-hidden />
          {text === "" ? "The assistant is thinking." : "The assistant is writing."}
        </Text>
        <Button size="compact-sm" variant="default" onClick={cancel}>
          Cancel
        </Button>
      </Group>
      {text === "" ? null : (
        <Textarea
          ref={end}
          mt={8}
          readOnly
          rows={8}
          aria-label="What the assistant writes"
          classNames={{ input: classes.words ?? "" }}
          value={text}
        />
      )}
    </div>
  );
}
