import { useRef, useState } from "react";
import { mediaUrl } from "../app/api.ts";
import { chosenTake } from "@backlot/shared/build/stale-shots";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Shot } from "@backlot/shared/shot/schema";
import { useProject } from "../project/use-project.tsx";
import { SortableArea, useSortable } from "../shot/Sortable.tsx";
import { dropIndex, endOf, lengthOf, trim, widthOf, type Edge, type StripClip } from "./timeline.ts";
import type { CutEdits } from "./use-cut.ts";
import classes from "./Sequencer.module.css";

type StripProps = {
  strip: readonly StripClip[];
  takesByShot: ReadonlyMap<string, readonly Take[]>;
  facts: ReadonlyMap<string, Pick<Shot, "circled">>;
  selected: string | undefined;
  frame: number;
  zoom: number;
  edits: CutEdits;
  onSelect: (clip: StripClip) => void;
};

/** The cut from left to right, each clip as wide as it is long; the line is where the film stands. */
export function Strip(props: StripProps) {
  const { strip, edits, zoom, frame } = props;
  const ids = strip.map((clip) => clip.id);
  return (
    <SortableArea
      isDisabled={!edits.mayEdit}
      label={(id) => strip.find((clip) => clip.id === id)?.label ?? ""}
      onDrop={(id, over) => {
        const index = dropIndex(ids, id, over);
        if (index !== null) edits.move(id, index, ids);
      }}
    >
      <section
        className={classes.scroller}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label="Strip of clips"
      >
        <ol className={classes.strip}>
          {strip.map((clip) => (
            <ClipBox
              key={clip.id}
              {...props}
              clip={clip}
              playhead={
                frame >= clip.start && frame < endOf(clip)
                  ? ((frame - clip.start) / lengthOf(clip)) * widthOf(clip, zoom)
                  : null
              }
            />
          ))}
        </ol>
      </section>
    </SortableArea>
  );
}

function ClipBox(props: StripProps & { clip: StripClip; playhead: number | null }) {
  const { clip, edits, zoom, selected } = props;
  const { projectId } = useProject();
  const { rowRef, handleRef, isDragged, isTarget } = useSortable(clip.id);
  const [ghost, setGhost] = useState<{ edge: Edge; by: number } | null>(null);
  const from = useRef(0);
  const shown = ghost === null ? clip : trimmed(clip, ghost.edge, ghost.by);
  const picture = chosenTake(
    { circled: props.facts.get(clip.shotId)?.circled ?? {} },
    "startFrame",
    props.takesByShot.get(clip.shotId) ?? [],
  );

  const handle = (edge: Edge) => ({
    onPointerDown: (event: React.PointerEvent<HTMLSpanElement>) => {
      event.stopPropagation();
      event.currentTarget.setPointerCapture(event.pointerId);
      from.current = event.clientX;
      setGhost({ edge, by: 0 });
      props.onSelect(clip);
    },
    onPointerMove: (event: React.PointerEvent<HTMLSpanElement>) => {
      if (ghost !== null) setGhost({ edge, by: Math.round((event.clientX - from.current) / zoom) });
    },
    onPointerUp: () => {
      if (ghost !== null && ghost.by !== 0) edits.change(clip.id, trim(clip, ghost.edge, ghost.by));
      setGhost(null);
    },
    onPointerCancel: () => setGhost(null),
  });

  return (
    <li
      ref={rowRef}
      className={classes.clip}
      style={{ width: widthOf(shown, zoom) }}
      data-clip={clip.id}
      data-selected={clip.id === selected || undefined}
      data-unfilmed={clip.take === null || undefined}
      data-dragged={isDragged || undefined}
      data-target={isTarget || undefined}
    >
      <button
        ref={handleRef}
        type="button"
        className={classes.clipFace}
        aria-label={`Clip ${clip.label}, ${lengthOf(clip)} frames${clip.take === null ? ", not filmed yet" : ""}`}
        aria-pressed={clip.id === selected}
        onClick={() => props.onSelect(clip)}
      >
        {picture === null ? null : (
          <img src={mediaUrl(projectId, picture.mediaHash)} alt="" loading="lazy" draggable={false} />
        )}
        <span className={classes.clipName}>{clip.label}</span>
        {/* Drawn from the attribute: the button's name says it in words. */}
        <span
          className={classes.clipLength}
          data-length={ghost === null ? lengthOf(clip) : `${shown.inFrame} to ${shown.outFrame}`}
          aria-hidden
        />
      </button>
      {edits.mayEdit ? (
        <>
          <span
            className={classes.edge}
            data-edge="in"
            title="Drag to trim the head"
            aria-hidden
            {...handle("in")}
          />
          <span
            className={classes.edge}
            data-edge="out"
            title="Drag to trim the tail"
            aria-hidden
            {...handle("out")}
          />
        </>
      ) : null}
      {props.playhead === null ? null : (
        <span className={classes.playhead} style={{ left: props.playhead }} aria-hidden />
      )}
    </li>
  );
}

function trimmed(clip: StripClip, edge: Edge, by: number): StripClip {
  const next = trim(clip, edge, by);
  return { ...clip, inFrame: next.inFrame, outFrame: next.outFrame ?? clip.sourceFrames };
}
