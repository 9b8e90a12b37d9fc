import { framesToSeconds } from "@backlot/shared/time/rate";
import { picturesOf, type Stage } from "@backlot/shared/stage/schema";
import { useEffect, useRef, useState, type CSSProperties } from "react";
import type { StageRenderer } from "./renderer.ts";
import classes from "./StageView.module.css";

/** How long a size must rest before the picture is drawn in it, ms. */
const resizeRestMs = 120;

type Props = {
  stage: Stage;
  /** Runs the shot from the frame it is on, again and again. */
  playing: boolean;
  /** The frame to show; also where playing begins. */
  frame: number;
  /** Called for each frame shown while playing. */
  onFrame?: (frame: number) => void;
  /** Address of a picture by its media hash. */
  pictureUrl?: (hash: string) => string;
  /** What the picture shows, for those who cannot see it. */
  label: string;
  slate?: boolean;
  style?: CSSProperties;
};

async function fetchPictures(
  stage: Stage,
  pictureUrl: Props["pictureUrl"],
): Promise<Map<string, ImageBitmap>> {
  const found = new Map<string, ImageBitmap>();
  if (!pictureUrl) return found;
  await Promise.all(
    picturesOf(stage).map(async (hash) => {
      // A picture that does not load leaves its place empty: the blocking is still worth seeing.
      const bitmap = await fetch(pictureUrl(hash))
        .then((answer) => (answer.ok ? answer.blob() : Promise.reject(new Error(answer.statusText))))
        .then((blob) => createImageBitmap(blob, { imageOrientation: "flipY" }))
        .catch(() => null);
      if (bitmap) found.set(hash, bitmap);
    }),
  );
  return found;
}

/** The viewfinder: the stage as its camera sees it, drawn by the same code as the frames and clips. Loads three.js when first shown. */
export function StageView({
  stage,
  playing,
  frame,
  onFrame,
  pictureUrl,
  label,
  slate = false,
  style,
}: Props) {
  const host = useRef<HTMLDivElement>(null);
  const renderer = useRef<StageRenderer | null>(null);
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  const loadedStage = useRef<Stage | null>(null);
  const pictureUrlRef = useRef(pictureUrl);
  const onFrameRef = useRef(onFrame);
  const shown = useRef(frame);

  useEffect(() => {
    pictureUrlRef.current = pictureUrl;
    onFrameRef.current = onFrame;
  });

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let gone = false;
    let observer: ResizeObserver | null = null;
    let settling: ReturnType<typeof setTimeout> | undefined;
    // A canvas of its own for each renderer: the graphics context goes when the renderer goes.
    const canvas = document.createElement("canvas");
    canvas.className = classes.canvas ?? "";
    canvas.role = "img";
    element.append(canvas);
    const fit = () => {
      const width = Math.max(
        160,
        Math.min(1280, Math.round(element.clientWidth * Math.min(2, window.devicePixelRatio))),
      );
      return [width, Math.round((width * 9) / 16)] as const;
    };
    import("./renderer.ts")
      .then(({ createStageRenderer }) => {
        if (gone) return;
        const [width, height] = fit();
        const made = createStageRenderer(canvas, { width, height, slate, antialias: true });
        renderer.current = made;
        observer = new ResizeObserver(() => {
          // The picture stretches while the window is dragged and is drawn anew when it rests: a new size compiles shaders.
          clearTimeout(settling);
          settling = setTimeout(() => {
            made.resize(...fit());
            if (loadedStage.current) made.draw(shown.current);
          }, resizeRestMs);
        });
        observer.observe(element);
        setState("ready");
      })
      .catch(() => setState("failed"));
    return () => {
      gone = true;
      clearTimeout(settling);
      observer?.disconnect();
      renderer.current?.dispose();
      renderer.current = null;
      loadedStage.current = null;
      canvas.remove();
      setState("loading");
    };
  }, [slate]);

  useEffect(() => {
    const canvas = host.current?.querySelector("canvas");
    if (canvas) canvas.ariaLabel = label;
  }, [label, state]);

  useEffect(() => {
    if (state !== "ready") return undefined;
    let gone = false;
    // Drawn at once without pictures, and again when they have come.
    const show = (pictures?: Map<string, ImageBitmap>) => {
      renderer.current?.load(stage, pictures);
      loadedStage.current = stage;
      renderer.current?.draw(Math.min(shown.current, stage.durationFrames - 1));
    };
    show();
    void fetchPictures(stage, pictureUrlRef.current).then((pictures) => {
      if (!gone && pictures.size > 0) show(pictures);
    });
    return () => {
      gone = true;
    };
  }, [stage, state]);

  useEffect(() => {
    shown.current = Math.max(0, Math.min(frame, stage.durationFrames - 1));
    if (state === "ready" && !playing && loadedStage.current) renderer.current?.draw(shown.current);
  }, [frame, playing, stage, state]);

  useEffect(() => {
    if (!playing || state !== "ready") return undefined;
    const begin = performance.now() - framesToSeconds(shown.current, stage.rate) * 1000;
    let request = 0;
    const tick = (now: number) => {
      const next =
        Math.floor((((now - begin) / 1000) * stage.rate.num) / stage.rate.den) % stage.durationFrames;
      if (next !== shown.current && next >= 0) {
        shown.current = next;
        renderer.current?.draw(next);
        onFrameRef.current?.(next);
      }
      request = requestAnimationFrame(tick);
    };
    request = requestAnimationFrame(tick);
    return () => cancelAnimationFrame(request);
  }, [playing, stage, state]);

  return (
    <div className={classes.view} style={style}>
      <div ref={host} className={classes.host} />
      {state !== "ready" && (
        <output className={classes.message}>
          {state === "loading"
            ? "Building the stage…"
            : "This browser cannot draw the stage: it has no WebGL 2."}
        </output>
      )}
    </div>
  );
}
