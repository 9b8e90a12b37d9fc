import { Button, Group, Text, Textarea } from "@mantine/core";
import { IconCheck, IconMessageReply, IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import type { NoteThread } from "@backlot/shared/note/schema";
import type { Rate } from "@backlot/shared/time/rate";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { useActions } from "../app/actions.ts";
import classes from "./Notes.module.css";

/** One thread: clicking it goes exactly to its frame; replies and resolving stand below. */
export function NoteCard(props: {
  thread: NoteThread;
  rate: Rate;
  isSelected: boolean;
  mayWrite: boolean;
  /** Set when the note was written on another take than the one on screen. */
  otherTake: string | null;
  onSelect: () => void;
  onReply: (text: string) => void;
  onResolve: (isResolved: boolean) => void;
}) {
  const { thread } = props;
  const [reply, setReply] = useState<string | null>(null);
  const first = thread.messages[0];
  const isResolved = thread.resolvedAt !== null;
  const send = () => {
    if (reply === null || reply.trim() === "") return;
    props.onReply(reply);
    setReply(null);
  };
  const isChosen = () => props.isSelected && props.mayWrite;
  useActions([
    {
      id: "note.reply",
      label: "Reply to the note",
      group: "Dailies",
      icon: IconMessageReply,
      shortcut: "R",
      isAvailable: isChosen,
      run: () => setReply((now) => now ?? ""),
    },
    {
      id: "note.resolve",
      label: isResolved ? "Open the note again" : "Resolve the note",
      group: "Dailies",
      icon: IconCheck,
      shortcut: "E",
      isAvailable: isChosen,
      run: () => props.onResolve(!isResolved),
    },
  ]);
  return (
    <li className={classes.card} data-selected={props.isSelected || undefined} data-note={thread.id}>
      <button type="button" className={classes.open} aria-pressed={props.isSelected} onClick={props.onSelect}>
        <span className={classes.meta}>
          <span className={classes.time}>{formatTimecode(thread.frame, props.rate)}</span>
          <span>{first?.authorName ?? "Somebody"}</span>
          {thread.drawing.length > 0 ? <IconPencil size={14} aria-label="with a drawing" /> : null}
          {props.otherTake === null ? null : <span>{props.otherTake}</span>}
        </span>
        <span className={classes.text}>{first?.text === "" ? "Drawing" : first?.text}</span>
      </button>
      {thread.messages.slice(1).map((message) => (
        <div key={message.id} className={classes.reply}>
          <Text size="xs" c="dimmed">
            {message.authorName}
          </Text>
          <Text size="sm">{message.text}</Text>
        </div>
      ))}
      {isResolved ? (
        <Text size="xs" c="dimmed" px={10}>
          Resolved by {thread.resolvedBy}
        </Text>
      ) : null}
      {reply === null ? null : (
        <Textarea
          m={8}
          aria-label="Reply"
          autosize
          minRows={1}
          maxLength={10_000}
          value={reply}
          data-autofocus
          ref={(field) => {
            if (field !== null && reply === "") field.focus();
          }}
          onChange={(event) => setReply(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === "Escape") setReply(null);
            if (event.key === "Enter" && !event.shiftKey) {
              event.preventDefault();
              send();
            }
          }}
        />
      )}
      {props.mayWrite ? (
        <Group gap={4} px={6} pb={6}>
          {reply === null ? (
            <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setReply("")}>
              Reply
            </Button>
          ) : (
            <Button size="compact-sm" disabled={reply.trim() === ""} onClick={send}>
              Send reply
            </Button>
          )}
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => props.onResolve(!isResolved)}
          >
            {isResolved ? "Reopen" : "Resolve"}
          </Button>
        </Group>
      ) : null}
    </li>
  );
}
