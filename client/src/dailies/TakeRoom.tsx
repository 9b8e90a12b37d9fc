import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type * as Y from "yjs";
import type { Take } from "@backlot/shared/generation/artifact";
import { readShot } from "@backlot/shared/documents/shots";
import type { NoteThread } from "@backlot/shared/note/schema";
import { useActions } from "../app/actions.ts";
import { mediaUrl } from "../app/api.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue } from "../session/hooks.ts";
import { useShotEdits } from "../shot/use-shot-edits.ts";
import { DrawingLayer } from "./DrawingLayer.tsx";
import { NotesPanel } from "./NotesPanel.tsx";
import { rateOf } from "./player-clock.ts";
import { Screen } from "./Screen.tsx";
import { SlateSwitch } from "./SlateSwitch.tsx";
import { slateText } from "./slate-text.ts";
import { TakeBar } from "./TakeBar.tsx";
import { Transport } from "./Transport.tsx";
import { useTransportActions } from "./transport-actions.ts";
import { useNoting } from "./use-noting.ts";
import { usePlayer, type Playable } from "./use-player.ts";
import { useSharedFrame } from "./use-shared-frame.ts";
import { useSlate } from "./use-slate.ts";
import { useSound } from "./use-sound.ts";
import classes from "./DailiesPage.module.css";

/** One shot on screen: its takes, exact to the frame, with notes and drawings. */
export function TakeRoom(props: {
  shotId: string;
  label: string;
  take: Take;
  /** Clip takes of the shot, newest first. */
  takes: readonly Take[];
  circledId: string | undefined;
  /** The shot's scratch dialogue, once it is spoken. */
  dialogue: Take | null;
  threads: readonly NoteThread[];
  /** Whether it goes on from the take before, which has just ended. */
  playsOn: boolean;
  onEnded: () => void;
}) {
  const { take, takes, shotId } = props;
  const { projectId, can } = useProject();
  const { search, look } = usePlace();
  const shots = useShotEdits();
  const [startAt, setStartAt] = useState(search.frame ?? 0);
  const [comparedId, setComparedId] = useState<string | null>(null);
  const rate = useMemo(() => rateOf(take.fps), [take.fps]);
  const playable = useMemo<Playable>(
    () => ({ key: take.id, url: mediaUrl(projectId, take.mediaHash), frames: take.frames ?? 0, rate }),
    [projectId, rate, take.frames, take.id, take.mediaHash],
  );
  const player = usePlayer(playable, { startAt, onEnded: props.onEnded });
  const soundUrl = props.dialogue === null ? undefined : mediaUrl(projectId, props.dialogue.mediaHash);
  const audioRef = useSound(soundUrl, { ...player, rate });
  useTransportActions(player, "Dailies");
  useSharedFrame(player);

  const latest = useRef(player);
  useEffect(() => {
    latest.current = player;
  });
  const mayPlayOn = useRef(props.playsOn);
  useEffect(() => {
    if (!player.isReady || !mayPlayOn.current) return;
    mayPlayOn.current = false;
    latest.current.play();
  }, [player.isReady]);
  const compared = takes.find((one) => one.id === comparedId) ?? null;

  const showTake = (id: string, frame: number) => {
    setStartAt(frame);
    look({ take: id, frame: undefined });
  };
  const noting = useNoting({
    ...{ shotId, artifactId: take.id, threads: props.threads, player },
    goTo: (thread) => {
      const other = takes.find((one) => one.id === thread.artifactId);
      if (other !== undefined && other.id !== take.id) showTake(other.id, thread.frame);
      else player.seek(thread.frame);
    },
  });
  const flip = () => {
    if (compared === null) return;
    setComparedId(take.id);
    showTake(compared.id, player.frame);
  };
  const circle = () => shots.circle(shotId, "clip", take.id);
  useActions([
    {
      id: "take.circle",
      label: "Circle this take",
      group: "Dailies",
      shortcut: "C",
      isAvailable: () => can("document.edit"),
      run: circle,
    },
    {
      id: "take.flip",
      label: "Switch to the compared take",
      group: "Dailies",
      shortcut: "X",
      isAvailable: () => compared !== null,
      run: flip,
    },
  ]);

  const shot = useDocumentValue(
    "shots",
    useCallback((doc: Y.Doc) => readShot(doc, shotId), [shotId]),
  );
  const slateSwitch = useSlate();
  const slate = slateSwitch.isShown
    ? { text: slateText(props.label, take, shot ?? null), maker: take.provider }
    : undefined;
  const height = Math.round((1000 * (take.height ?? 9)) / (take.width ?? 16));
  return (
    <>
      <div className={classes.room}>
        <Screen
          videoRef={player.ref}
          url={playable.url}
          label={`Take ${take.number} of ${props.label}`}
          width={take.width}
          height={take.height}
          isMuted
          soundUrl={soundUrl}
          audioRef={audioRef}
          slate={slate}
        >
          <DrawingLayer {...noting.layer} height={height} />
        </Screen>
        <Transport player={player} rate={rate} markers={noting.markers}>
          <SlateSwitch />
          <TakeBar
            takes={takes}
            take={take}
            compared={compared}
            circledId={props.circledId}
            mayCircle={can("document.edit")}
            onTake={(id) => showTake(id, player.frame)}
            onCompare={setComparedId}
            onFlip={flip}
            onCircle={circle}
          />
        </Transport>
      </div>
      <NotesPanel
        noting={noting}
        player={player}
        rate={rate}
        otherTake={(thread) => otherTake(thread, take, takes)}
      />
    </>
  );
}

function otherTake(thread: NoteThread, take: Take, takes: readonly Take[]): string | null {
  if (thread.artifactId === null || thread.artifactId === take.id) return null;
  const written = takes.find((one) => one.id === thread.artifactId);
  return written === undefined ? "on an earlier take" : `on take ${written.number}`;
}
