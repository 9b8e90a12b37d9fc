import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconDownload,
  IconMovie,
  IconPlus,
  IconTrash,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { useActions } from "../app/actions.ts";
import { useProject } from "../project/use-project.tsx";
import { useUndo } from "../session/hooks.ts";
import { stepIndex, trim, type Edge, type StripClip } from "./timeline.ts";
import type { CutEdits } from "./use-cut.ts";

type Here = {
  strip: readonly StripClip[];
  clip: StripClip | undefined;
  /** Frame of the film that is on screen. */
  frame: number;
  edits: CutEdits;
  select: (clip: StripClip) => void;
  render: () => void;
  /** Puts in the shots that the cut lacks; absent when it lacks none. */
  addMissing: (() => void) | undefined;
  zoom: (by: -1 | 1) => void;
  /** Takes the newest film home; absent while there is none. */
  download: (() => void) | undefined;
};

/** The keys of the edit: trim to the playhead, nudge an edge, move, remove, step from clip to clip. */
export function useCutActions(here: Here): void {
  const { strip, clip, frame, edits, select, render } = here;
  const { can } = useProject();
  const { undo, redo } = useUndo("cut");
  const group = "Sequencer";
  const isAvailable = () => edits.mayEdit && clip !== undefined;
  const isOnScreen = () => isAvailable() && clip?.take !== null;
  const nudge = (edge: Edge, by: number) => () => {
    if (clip !== undefined) edits.change(clip.id, trim(clip, edge, by));
  };
  const toPlayhead = (edge: Edge) => () => {
    if (clip === undefined) return;
    const inside = frame - clip.start + clip.inFrame;
    edits.change(
      clip.id,
      trim(clip, edge, edge === "in" ? inside - clip.inFrame : inside + 1 - clip.outFrame),
    );
  };
  const move = (by: -1 | 1) => () => {
    if (clip === undefined) return;
    const ids = strip.map((one) => one.id);
    const index = stepIndex(ids, clip.id, by);
    if (index !== null) edits.move(clip.id, index, ids);
  };
  const go = (by: -1 | 1) => () => {
    const next = strip[strip.findIndex((one) => one.id === clip?.id) + by];
    if (next !== undefined) select(next);
  };
  useActions([
    {
      id: "clip.trim-in",
      label: "Start the clip here",
      group,
      shortcut: "[",
      isAvailable: isOnScreen,
      run: toPlayhead("in"),
    },
    {
      id: "clip.trim-out",
      label: "End the clip here",
      group,
      shortcut: "]",
      isAvailable: isOnScreen,
      run: toPlayhead("out"),
    },
    {
      id: "clip.in-back",
      label: "Head one frame earlier",
      group,
      shortcut: "Q",
      isAvailable,
      run: nudge("in", -1),
    },
    {
      id: "clip.in-on",
      label: "Head one frame later",
      group,
      shortcut: "W",
      isAvailable,
      run: nudge("in", 1),
    },
    {
      id: "clip.out-back",
      label: "Tail one frame earlier",
      group,
      shortcut: "O",
      isAvailable,
      run: nudge("out", -1),
    },
    {
      id: "clip.out-on",
      label: "Tail one frame later",
      group,
      shortcut: "P",
      isAvailable,
      run: nudge("out", 1),
    },
    {
      id: "clip.earlier",
      label: "Move the clip earlier",
      group,
      shortcut: "alt+ArrowLeft",
      isAvailable,
      run: move(-1),
    },
    {
      id: "clip.later",
      label: "Move the clip later",
      group,
      shortcut: "alt+ArrowRight",
      isAvailable,
      run: move(1),
    },
    { id: "clip.previous", label: "Previous clip", group, shortcut: "ArrowUp", run: go(-1) },
    { id: "clip.next", label: "Next clip", group, shortcut: "ArrowDown", run: go(1) },
    {
      id: "clip.remove",
      label: "Remove the clip",
      group,
      icon: IconTrash,
      shortcut: "Delete",
      isDestructive: true,
      isAvailable,
      run: () => {
        if (clip !== undefined) edits.remove(clip.id, clip.label);
      },
    },
    {
      id: "film.render",
      label: "Render the film …",
      group,
      icon: IconMovie,
      shortcut: "R",
      isAvailable: () => can("run.start") && strip.length > 0,
      run: render,
    },
    {
      id: "cut.add-missing",
      label: "Add the shots that the cut lacks",
      group,
      icon: IconPlus,
      shortcut: "A",
      isAvailable: () => edits.mayEdit && here.addMissing !== undefined,
      run: () => here.addMissing?.(),
    },
    { id: "cut.zoom-in", label: "Zoom in", group, icon: IconZoomIn, shortcut: "=", run: () => here.zoom(1) },
    {
      id: "cut.zoom-out",
      label: "Zoom out",
      group,
      icon: IconZoomOut,
      shortcut: "-",
      run: () => here.zoom(-1),
    },
    {
      id: "film.download",
      label: "Download the newest film (MP4)",
      group,
      icon: IconDownload,
      isAvailable: () => here.download !== undefined,
      run: () => here.download?.(),
    },
    {
      id: "cut.undo",
      label: "Undo",
      group,
      icon: IconArrowBackUp,
      shortcut: "mod+Z",
      isAvailable: () => edits.mayEdit,
      run: undo,
    },
    {
      id: "cut.redo",
      label: "Redo",
      group,
      icon: IconArrowForwardUp,
      shortcut: "mod+shift+Z",
      isAvailable: () => edits.mayEdit,
      run: redo,
    },
  ]);
}
