import { SegmentedControl, Text } from "@mantine/core";
import { useState } from "react";
import type { NoteThread } from "@backlot/shared/note/schema";
import type { Rate } from "@backlot/shared/time/rate";
import { NoteCard } from "./NoteCard.tsx";
import { NoteComposer } from "./NoteComposer.tsx";
import { notesOf, type NoteFilter } from "./playlist.ts";
import type { Noting } from "./use-noting.ts";
import type { Player } from "./use-player.ts";
import classes from "./Notes.module.css";

const noneWords: Record<NoteFilter, string> = {
  open: "No open notes; pause on a frame and write one.",
  resolved: "No note is resolved yet.",
  all: "No notes yet; pause on a frame and write one.",
};

/** The notes on what is on screen with their filter, and below them the place to write one. */
export function NotesPanel(props: {
  noting: Noting;
  player: Player;
  rate: Rate;
  /** Says of a note that it was written on another take than the one on screen. */
  otherTake?: (thread: NoteThread) => string | null;
}) {
  const { noting, player, rate } = props;
  const { edits, tools } = noting;
  const [filter, setFilter] = useState<NoteFilter>("open");
  const shown = notesOf(noting.threads, noting.about, filter);
  return (
    <aside className={classes.panel} aria-label="Notes">
      <div className={classes.head}>
        <h2>Notes</h2>
        <SegmentedControl
          size="xs"
          aria-label="Which notes"
          value={filter}
          onChange={(value) => setFilter(value as NoteFilter)}
          data={[
            { value: "open", label: "Open" },
            { value: "resolved", label: "Resolved" },
            { value: "all", label: "All" },
          ]}
        />
      </div>
      {shown.length === 0 ? (
        <Text className={classes.none} size="sm" c="dimmed" ta="center">
          {noneWords[filter]}
        </Text>
      ) : (
        <ul className={classes.list}>
          {shown.map((thread) => (
            <NoteCard
              key={thread.id}
              thread={thread}
              rate={rate}
              isSelected={thread.id === noting.selected}
              mayWrite={edits.mayWrite}
              otherTake={props.otherTake?.(thread) ?? null}
              onSelect={() => noting.select(thread)}
              onReply={(text) => edits.reply(thread.id, text)}
              onResolve={(isResolved) => {
                edits.resolve(thread.id, isResolved);
                if (isResolved && filter === "open") noting.leave(thread.id);
              }}
            />
          ))}
        </ul>
      )}
      {edits.mayWrite ? (
        <NoteComposer
          tools={tools}
          frame={player.frame}
          rate={rate}
          onSend={noting.send}
          onShow={player.seek}
        />
      ) : null}
    </aside>
  );
}
