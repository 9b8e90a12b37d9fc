import { ActionIcon, SegmentedControl } from "@mantine/core";
import { IconPlayerPause, IconPlayerPlay } from "@tabler/icons-react";
import { Suspense, useCallback, useMemo, useState } from "react";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Shot } from "@backlot/shared/shot/schema";
import { mediaUrl } from "../app/api.ts";
import { ErrorBoundary } from "../app/ErrorBoundary.tsx";
import { SlateSwitch } from "../dailies/SlateSwitch.tsx";
import { useSlate } from "../dailies/use-slate.ts";
import { useProject } from "../project/use-project.tsx";
import { nextTake } from "./next-take.ts";
import { FramePicture } from "./picture.tsx";
import { StageView } from "./stage-view.ts";
import { useStage } from "./use-stage.ts";
import classes from "./Viewfinder.module.css";

type What = "live" | "start" | "end";

/** What the camera sees: the stage drawn live, scrubbed through the shot, or the frames as they were made. */
export function Viewfinder({ shot, takes, label }: { shot: Shot; takes: readonly Take[]; label: string }) {
  const [what, setWhat] = useState<What>("live");
  const [frame, setFrame] = useState(0);
  const [isPlaying, setPlaying] = useState(false);
  const { projectId } = useProject();
  const pictureUrl = useCallback((hash: string) => mediaUrl(projectId, hash), [projectId]);
  const staged = useStage(shot.id);
  const take = nextTake(takes);
  const stage = useMemo(() => staged && { ...staged, slate: { ...staged.slate, take } }, [staged, take]);
  const slate = useSlate();
  const at = Math.min(frame, shot.durationFrames - 1);
  const isLive = what === "live" && stage !== null;
  return (
    <div className={classes.viewfinder}>
      <div className={classes.picture}>
        {isLive && stage !== null ? (
          <ErrorBoundary>
            <Suspense fallback={<FramePicture shot={shot} slot="startFrame" takes={takes} label={label} />}>
              <StageView
                stage={stage}
                frame={at}
                playing={isPlaying}
                onFrame={setFrame}
                pictureUrl={pictureUrl}
                label={`Viewfinder of ${label}`}
                slate={slate.isShown}
              />
            </Suspense>
          </ErrorBoundary>
        ) : (
          <FramePicture
            shot={shot}
            slot={what === "end" ? "endFrame" : "startFrame"}
            takes={takes}
            label={label}
          />
        )}
      </div>
      <div className={classes.tools}>
        <SegmentedControl
          size="xs"
          aria-label="What the viewfinder shows"
          value={what}
          onChange={(value) => setWhat(value as What)}
          data={[
            { value: "live", label: "Live" },
            { value: "start", label: "Start" },
            { value: "end", label: "End" },
          ]}
        />
        {isLive ? (
          <ActionIcon
            aria-label={isPlaying ? "Pause the viewfinder" : "Play the viewfinder"}
            onClick={() => setPlaying(!isPlaying)}
          >
            {isPlaying ? <IconPlayerPause size={18} /> : <IconPlayerPlay size={18} />}
          </ActionIcon>
        ) : null}
        {isLive ? (
          <input
            type="range"
            className={classes.scrub}
            aria-label={`Frame of the viewfinder of ${label}`}
            min={0}
            max={shot.durationFrames - 1}
            value={at}
            onChange={(event) => {
              setPlaying(false);
              setFrame(Number(event.currentTarget.value));
            }}
          />
        ) : null}
        {isLive ? <SlateSwitch /> : null}
        <span className={classes.frame}>{isLive ? `${at + 1} / ${shot.durationFrames}` : ""}</span>
      </div>
    </div>
  );
}
