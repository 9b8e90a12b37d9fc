import { useMemo } from "react";
import type * as Y from "yjs";
import { readShots } from "@backlot/shared/documents/shots";
import type { Shot } from "@backlot/shared/shot/schema";
import { useDocumentValue } from "../session/hooks.ts";
import { useTakes } from "../shot/takes.ts";
import { useOutline } from "../shot/use-shots.ts";
import { playlistOf } from "./playlist.ts";
import { useNotes } from "./use-notes.ts";

function readCircled(doc: Y.Doc): [string, Shot["circled"]][] {
  return readShots(doc).map((shot) => [shot.id, shot.circled]);
}

const none: never[] = [];

/** Everything that Dailies shows: playlist, takes and notes. */
export function useDailies() {
  const groups = useOutline();
  const circled = useDocumentValue("shots", readCircled);
  const takes = useTakes();
  const threads = useNotes();
  const all = takes.data ?? none;
  const circledById = useMemo(() => new Map(circled), [circled]);
  const entries = useMemo(() => playlistOf(groups, circledById, all), [groups, circledById, all]);
  return {
    entries,
    takes: all,
    threads,
    circled: circledById,
    isLoading: takes.isPending,
    isFailed: takes.isError,
  };
}
