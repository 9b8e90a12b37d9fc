/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a drawn frame or dot has a name but no image file */
import type { ComponentProps } from "react";
import { chosenTake } from "@backlot/shared/build/stale-shots";
import type { Take } from "@backlot/shared/generation/artifact";
import type { Shot } from "@backlot/shared/shot/schema";
import { mediaUrl } from "../app/api.ts";
import { useProject } from "../project/use-project.tsx";
import classes from "./picture.module.css";

/** The picture that stands for a frame of a shot: the circled take, else the newest; or an empty frame of its shape. */
export function FramePicture(props: {
  shot: Pick<Shot, "circled">;
  slot: "startFrame" | "endFrame";
  takes: readonly Take[];
  label: string;
}) {
  const { projectId } = useProject();
  const take = chosenTake(props.shot, props.slot, props.takes);
  const name = props.slot === "startFrame" ? "Start frame" : "End frame";
  if (take === null) {
    return (
      <span className={classes.frame} role="img" aria-label={`${name} of ${props.label}: not made yet`} />
    );
  }
  return (
    <img
      className={classes.frame}
      src={mediaUrl(projectId, take.mediaHash)}
      alt={`${name} of ${props.label}`}
      loading="lazy"
      decoding="async"
      draggable={false}
    />
  );
}

/** A dot that says "this was made from something older", with the cause as its name. */
export function StaleDot({ sentence, ...rest }: { sentence: string } & ComponentProps<"span">) {
  return <span {...rest} className={classes.stale} role="img" aria-label={`Stale: ${sentence}`} />;
}
