import { useRef, useState } from "react";
import type { Stroke } from "@backlot/shared/note/schema";
import { extended, pathOf, pointIn, strokeWidth } from "./strokes.ts";
import classes from "./Screen.module.css";

/** Strokes over the picture; with `onStroke` a pointer draws a new one in `color`. */
export function DrawingLayer(props: {
  strokes: readonly Stroke[];
  /** Height of the picture when it is 1000 wide. */
  height: number;
  color?: string;
  onStroke?: ((stroke: Stroke) => void) | undefined;
}) {
  const [pending, setPending] = useState<Stroke | null>(null);
  // The pointer reports faster than React renders; the stroke itself lives here.
  const drawn = useRef<Stroke | null>(null);
  const { onStroke, height } = props;
  const isActive = onStroke !== undefined;

  const extend = (event: React.PointerEvent<SVGSVGElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    if (drawn.current === null) return;
    for (const moment of event.nativeEvent.getCoalescedEvents?.() ?? []) {
      drawn.current = extended(drawn.current, pointIn(box, moment.clientX, moment.clientY));
    }
    drawn.current = extended(drawn.current, pointIn(box, event.clientX, event.clientY));
    setPending(drawn.current);
  };
  const finish = () => {
    if (drawn.current !== null) onStroke?.(drawn.current);
    drawn.current = null;
    setPending(null);
  };

  return (
    <svg
      className={classes.layer}
      data-active={isActive || undefined}
      data-testid="drawing"
      viewBox={`0 0 1000 ${height}`}
      preserveAspectRatio="none"
      role={isActive || props.strokes.length > 0 ? "img" : undefined}
      aria-label={isActive ? "Draw on the picture" : props.strokes.length > 0 ? "Drawing" : undefined}
      aria-hidden={!isActive && props.strokes.length === 0}
      onPointerDown={
        isActive
          ? (event) => {
              if (event.button !== 0) return;
              event.currentTarget.setPointerCapture(event.pointerId);
              drawn.current = { color: props.color ?? "#ffffff", width: strokeWidth, points: [] };
              extend(event);
            }
          : undefined
      }
      onPointerMove={isActive ? extend : undefined}
      onPointerUp={isActive ? finish : undefined}
      onPointerCancel={isActive ? finish : undefined}
    >
      {[...props.strokes, ...(pending === null ? [] : [pending])].map((stroke, index) => (
        <path
          // Strokes are only ever added at the end or taken from it.
          key={index}
          d={pathOf(stroke.points, height)}
          stroke={stroke.color}
          strokeWidth={stroke.width * 1000}
          fill="none"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
}
