import { IconMovieOff } from "@tabler/icons-react";
import { useEffect, useRef, useState, type ReactNode, type Ref } from "react";
import { Empty } from "../shot/Empty.tsx";
import classes from "./Screen.module.css";

/**
 * The picture in its neutral room, as large as fits and never cropped. Whatever lies over it (drawings) gets exactly
 * the picture's box, so that its coordinates are the picture's.
 */
export function Screen({
  videoRef,
  audioRef,
  ...props
}: {
  videoRef: Ref<HTMLVideoElement>;
  url: string;
  label: string;
  width: number | null;
  height: number | null;
  isMuted: boolean;
  /** What is heard with a silent clip; `useSound` keeps it in step. */
  soundUrl?: string | undefined;
  audioRef?: Ref<HTMLAudioElement> | undefined;
  captionsUrl?: string | undefined;
  areCaptionsShown?: boolean;
  captionLanguage?: string;
  /** Which take this is, over the lower edge of the picture; `maker` says who drew it. */
  slate?: { text: string; maker: string } | undefined;
  children?: ReactNode;
}) {
  const ratio = (props.width ?? 16) / (props.height ?? 9);
  const [failed, setFailed] = useState<string | null>(null);
  if (failed === props.url) {
    return (
      <div className={classes.room}>
        <Empty
          icon={IconMovieOff}
          sentence="This take cannot be played here; check the connection and open it again."
        />
      </div>
    );
  }
  return (
    <div className={classes.room}>
      <div className={classes.picture} style={{ "--ratio": ratio } as React.CSSProperties}>
        {/* oxlint-disable-next-line jsx-a11y/media-has-caption -- clips are silent; films bring their captions below */}
        <video
          key={props.url}
          ref={videoRef}
          className={classes.video}
          src={props.url}
          muted={props.isMuted}
          playsInline
          preload="auto"
          aria-label={props.label}
          onError={() => setFailed(props.url)}
        >
          {props.captionsUrl === undefined ? null : (
            <CaptionTrack
              src={props.captionsUrl}
              isShown={props.areCaptionsShown ?? true}
              language={props.captionLanguage ?? "en"}
            />
          )}
        </video>
        {props.soundUrl === undefined ? null : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption -- what is said stands in the script; films bring captions
          <audio
            key={props.soundUrl}
            ref={audioRef}
            src={props.soundUrl}
            preload="auto"
            data-testid="dialogue"
          />
        )}
        {props.slate === undefined ? null : (
          <div className={classes.slate} data-testid="slate">
            <span>{props.slate.text}</span>
            <b>{props.slate.maker}</b>
          </div>
        )}
        {props.children}
      </div>
    </div>
  );
}

/** The film's captions. The browser keeps a track's mode to itself, so it is set where it can be read. */
function CaptionTrack({ src, isShown, language }: { src: string; isShown: boolean; language: string }) {
  const ref = useRef<HTMLTrackElement>(null);
  useEffect(() => {
    if (ref.current !== null) ref.current.track.mode = isShown ? "showing" : "hidden";
  }, [isShown]);
  return <track ref={ref} kind="captions" src={src} srcLang={language} label="Captions" default />;
}
