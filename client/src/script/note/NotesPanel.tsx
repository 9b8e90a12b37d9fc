import { Button, SegmentedControl, Stack, Text } from "@mantine/core";
import { IconMessagePlus } from "@tabler/icons-react";
import { useState } from "react";
import { runAction } from "../../app/actions.ts";
import { useDesk } from "../desk-context.ts";
import { useIsOffline } from "../../session/hooks.ts";
import { NoteField } from "./NoteField.tsx";
import { MarginNoteCard } from "./MarginNoteCard.tsx";
import { useNoteFocus } from "./note-focus.ts";
import { useMarginNoteEdits, usePlacedNotes } from "./use-margin-notes.ts";
import classes from "./Notes.module.css";

/** The notes in the margin, in the order of the script; a new one is written on top. */
export default function NotesPanel() {
  const { goTo } = useDesk();
  const { active, setActive, draft, setDraft } = useNoteFocus();
  const notes = usePlacedNotes();
  const edits = useMarginNoteEdits();
  const isOffline = useIsOffline();
  const [shown, setShown] = useState("open");
  const open = notes.filter((one) => one.resolvedAt === null);
  const list = shown === "open" ? notes.filter((one) => one.resolvedAt === null || one.id === active) : notes;

  return (
    <Stack p={16} gap={14}>
      {draft === null ? null : (
        <section className={classes.draft} aria-label="New note">
          <q className={classes.quote}>{draft.quote}</q>
          <NoteField
            key={`${draft.place.blockId}:${draft.place.from}:${draft.place.to}`}
            label="Note"
            placeholder="What should the writer know?"
            sendLabel="Write the note"
            onSend={(text) => {
              const id = edits.add(draft.place, text);
              setDraft(null);
              if (id !== null) setActive(id);
            }}
            onCancel={() => setDraft(null)}
          />
        </section>
      )}
      {notes.length === 0 ? (
        draft === null ? (
          <>
            <Text size="sm" c="dimmed">
              No notes yet. Select words on the page and write one: it stays on them, whatever is written
              around.
            </Text>
            {edits.mayWrite ? (
              <Button
                variant="light"
                leftSection={<IconMessagePlus size={17} />}
                onClick={() => runAction("script.note")}
              >
                Write a note
              </Button>
            ) : null}
          </>
        ) : null
      ) : (
        <>
          <SegmentedControl
            size="xs"
            value={shown}
            onChange={setShown}
            aria-label="Which notes"
            data={[
              { value: "open", label: `Open ${open.length}` },
              { value: "all", label: `All ${notes.length}` },
            ]}
          />
          {list.length === 0 ? (
            <Text size="sm" c="dimmed">
              Every note is resolved.
            </Text>
          ) : (
            <ul className={classes.list}>
              {list.map((note) => (
                <MarginNoteCard
                  key={note.id}
                  note={note}
                  isActive={note.id === active}
                  mayWrite={edits.mayWrite}
                  onOpen={() => {
                    setActive(note.id);
                    if (note.place !== null) goTo(note.place.blockId);
                  }}
                  onReply={(text) => edits.reply(note.id, text)}
                  onResolve={(isResolved) => edits.resolve(note.id, isResolved)}
                />
              ))}
            </ul>
          )}
        </>
      )}
      {isOffline ? (
        <Text size="xs" c="dimmed">
          Offline: notes are kept on this device and reach the others later.
        </Text>
      ) : null}
    </Stack>
  );
}
