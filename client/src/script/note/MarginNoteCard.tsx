import { Button, Group, Text } from "@mantine/core";
import { useState } from "react";
import type { NoteMessage } from "@backlot/shared/note/schema";
import { NoteField } from "./NoteField.tsx";
import type { PlacedNote } from "./use-margin-notes.ts";
import classes from "./Notes.module.css";

type Props = {
  note: PlacedNote;
  isActive: boolean;
  mayWrite: boolean;
  onOpen: () => void;
  onReply: (text: string) => void;
  onResolve: (isResolved: boolean) => void;
};

/** One thread: the words that it is about, what was said, and answering or resolving it. */
export function MarginNoteCard({ note, isActive, mayWrite, onOpen, onReply, onResolve }: Props) {
  const [isReplying, setReplying] = useState(false);
  const isResolved = note.resolvedAt !== null;
  return (
    <li className={classes.card} data-active={isActive || undefined} data-resolved={isResolved || undefined}>
      <button type="button" className={classes.open} aria-pressed={isActive} onClick={onOpen}>
        <q className={classes.quote}>{note.quote}</q>
        {note.place === null ? (
          <span className={classes.gone}>These words are gone from the script.</span>
        ) : null}
      </button>
      {note.messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
      {isResolved ? (
        <Text size="xs" c="dimmed">
          Resolved by {note.resolvedBy}
        </Text>
      ) : null}
      {isReplying ? (
        <NoteField
          label="Reply"
          sendLabel="Reply"
          onSend={(text) => {
            onReply(text);
            setReplying(false);
          }}
          onCancel={() => setReplying(false)}
        />
      ) : mayWrite ? (
        <Group gap={4}>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setReplying(true)}>
            Reply
          </Button>
          <Button size="compact-sm" variant="subtle" color="gray" onClick={() => onResolve(!isResolved)}>
            {isResolved ? "Open again" : "Resolve"}
          </Button>
        </Group>
      ) : null}
    </li>
  );
}

function Message({ message }: { message: NoteMessage }) {
  return (
    <div className={classes.message}>
      <span className={classes.author}>{message.authorName}</span>
      <time className={classes.time} dateTime={new Date(message.at).toISOString()}>
        {new Date(message.at).toLocaleString([], { dateStyle: "medium", timeStyle: "short" })}
      </time>
      <p className={classes.text}>{message.text}</p>
    </div>
  );
}
