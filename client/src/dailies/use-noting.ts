import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { NoteThread } from "@backlot/shared/note/schema";
import { useActions } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { noteFrame, notesOf } from "./playlist.ts";
import { useDraft } from "./use-draft.ts";
import { useNoteEdits } from "./use-notes.ts";
import type { Player } from "./use-player.ts";

/**
 * Notes on what is on screen, a take of a shot or a finished film: the draft that is pinned to a frame, which note is
 * chosen and what is drawn at this frame. `goTo` shows a note's frame where it was written.
 */
export function useNoting(room: {
  /** The shot of the take; null for a film, which has notes of its own. */
  shotId: string | null;
  /** The take or the film that is watched. */
  artifactId: string;
  threads: readonly NoteThread[];
  player: Player;
  goTo: (thread: NoteThread) => void;
}) {
  const { shotId, artifactId, player } = room;
  const { projectId } = useProject();
  const { search } = usePlace();
  const edits = useNoteEdits();
  const about = shotId ?? artifactId;
  const [noteId, setNoteId] = useState<string | undefined>(search.note);
  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  const wasPlaying = useRef(false);
  const tools = useDraft(
    `${projectId}:${about}`,
    useCallback(() => {
      wasPlaying.current = latest.current.isPlaying;
      setNoteId(undefined);
      latest.current.seek(latest.current.frame);
      return latest.current.frame;
    }, []),
  );
  const { draft } = tools;
  const threads = useMemo(() => notesOf(room.threads, about, "all"), [room.threads, about]);
  const selected = threads.find((thread) => thread.id === noteId);

  // A link to a note opens its frame; afterwards the address follows nothing but choices.
  const opened = useRef(false);
  useEffect(() => {
    if (opened.current || selected === undefined || !player.isReady) return;
    opened.current = true;
    player.seek(selected.frame);
  }, [player, selected]);

  const select = (thread: NoteThread) => {
    setNoteId(thread.id);
    opened.current = true;
    room.goTo(thread);
  };
  const send = () => {
    const { text, strokes, frame } = draft;
    const id = edits.add({ shotId, artifactId, frame: frame ?? player.frame, text, drawing: [...strokes] });
    if (id === undefined) return;
    tools.reset();
    if (wasPlaying.current) player.play();
    else setNoteId(id);
  };
  const goToNote = (by: -1 | 1) => () => {
    const frame = noteFrame(threads, player.frame, by);
    const next = threads.find((thread) => thread.frame === frame);
    if (next !== undefined) select(next);
  };
  useActions([
    { id: "note.next", label: "Next note", group: "Dailies", shortcut: "]", run: goToNote(1) },
    { id: "note.previous", label: "Previous note", group: "Dailies", shortcut: "[", run: goToNote(-1) },
    {
      id: "note.write",
      label: "Write a note here",
      group: "Dailies",
      shortcut: "N",
      isAvailable: () => edits.mayWrite,
      run: () => document.querySelector<HTMLTextAreaElement>("[data-note-field]")?.focus(),
    },
    {
      id: "note.draw",
      label: "Draw on the picture",
      group: "Dailies",
      shortcut: "D",
      isAvailable: () => edits.mayWrite,
      run: () => tools.setDrawing(!draft.isDrawing),
    },
  ]);

  const isPinned = draft.frame !== null && draft.frame === player.frame;
  const strokes = isPinned
    ? draft.strokes
    : selected !== undefined && selected.frame === player.frame
      ? selected.drawing
      : [];
  return {
    about,
    threads,
    edits,
    tools,
    selected: noteId,
    select,
    send,
    /** A note has left those that are listed, and its drawing the picture. */
    leave: (id: string) => {
      if (id === noteId) setNoteId(undefined);
    },
    /** For the layer over the picture. */
    layer: {
      strokes,
      color: draft.color,
      onStroke: isPinned && draft.isDrawing ? tools.stroke : undefined,
    },
    /** For the scrub bar. */
    markers: threads.map(({ id, frame, resolvedAt }) => ({ key: id, frame, isOpen: resolvedAt === null })),
  };
}

export type Noting = ReturnType<typeof useNoting>;
