import { ActionIcon, Button, Text } from "@mantine/core";
import { IconMovie, IconMovieOff, IconPlus, IconZoomIn, IconZoomOut } from "@tabler/icons-react";
import { useState } from "react";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { usePlace } from "../app/search.ts";
import { filmFile, useFilms } from "../dailies/films.ts";
import { Screen } from "../dailies/Screen.tsx";
import { Transport } from "../dailies/Transport.tsx";
import { useTransportActions } from "../dailies/transport-actions.ts";
import { useSharedFrame } from "../dailies/use-shared-frame.ts";
import { useProject } from "../project/use-project.tsx";
import { Empty } from "../shot/Empty.tsx";
import pageClasses from "../shot/page.module.css";
import { ClipInspector } from "./ClipInspector.tsx";
import { FilmList, RenderDialog, useRender } from "./RenderPanel.tsx";
import { Strip } from "./Strip.tsx";
import { useCutActions } from "./cut-actions.ts";
import { zooms } from "./timeline.ts";
import { useCut, useCutEdits } from "./use-cut.ts";
import { useCutPlayer } from "./use-cut-player.ts";
import classes from "./Sequencer.module.css";

const rate = { num: 24, den: 1 };

/** Sequencer: the film as a strip of clips to trim, order and play, and the finished films. */
export default function CutPage() {
  const { go } = usePlace();
  const { projectId, can } = useProject();
  const { strip, missing, order, takesByShot, facts } = useCut();
  const edits = useCutEdits();
  const { film, clip, take, playable, soundUrl, audioRef, select } = useCutPlayer(strip);
  const films = useFilms();
  const render = useRender();
  const [zoomAt, setZoomAt] = useState(2);
  const [isAsking, setAsking] = useState(false);
  const unfilmed = strip.filter((one) => one.take === null).length;
  const duration = formatTimecode(film.frames, rate);

  useTransportActions(film, "Sequencer", strip.length > 0);
  useSharedFrame(film);
  const newest = films[0];
  const addAll = missing.length === 0 ? undefined : () => edits.addMissing(missing, order);
  const zoom = (by: -1 | 1) => setZoomAt((now) => Math.max(0, Math.min(now + by, zooms.length - 1)));
  useCutActions({
    ...{ strip, clip, frame: film.frame, edits, select, zoom },
    render: () => setAsking(true),
    addMissing: addAll,
    download: newest === undefined ? undefined : () => location.assign(filmFile(projectId, newest)),
  });

  const addMissing =
    missing.length > 0 && edits.mayEdit ? (
      <Button
        variant={strip.length === 0 ? "filled" : "default"}
        leftSection={<IconPlus size={16} />}
        onClick={addAll}
      >
        Add {missing.length} {missing.length === 1 ? "shot" : "shots"}
      </Button>
    ) : null;

  return (
    <div className={pageClasses.page}>
      <header className={pageClasses.bar}>
        <h1 className={pageClasses.title}>Sequencer</h1>
        <Text size="sm" c="dimmed" data-testid="cut-duration">
          {strip.length} {strip.length === 1 ? "clip" : "clips"} · {duration}
          {unfilmed === 0 ? "" : ` · ${unfilmed} not filmed`}
        </Text>
        <span className={pageClasses.grow} />
        {strip.length === 0 ? null : addMissing}
        {can("run.start") && strip.length > 0 ? (
          <Button
            leftSection={<IconMovie size={16} />}
            loading={render.isPending}
            onClick={() => setAsking(true)}
          >
            Render
          </Button>
        ) : null}
      </header>
      {strip.length === 0 ? (
        <>
          <Empty
            icon={IconMovieOff}
            sentence={
              missing.length === 0
                ? "The cut is made of shots, and the film has none yet."
                : "The cut is empty; a run assembles it, or put the shots in now."
            }
          >
            {addMissing ?? <Button onClick={() => go("shots")}>Go to Shot Studio</Button>}
          </Empty>
          {films.length > 0 ? <FilmList films={films} /> : null}
        </>
      ) : (
        <div className={classes.body}>
          <div className={classes.stage}>
            {playable === null || take === null ? (
              <div className={classes.noTake}>
                <Empty icon={IconMovieOff} sentence={`Shot ${clip?.label ?? ""} has not been filmed yet.`} />
              </div>
            ) : (
              <Screen
                videoRef={film.ref}
                url={playable.url}
                label={`Clip ${clip?.label ?? ""}`}
                width={take.width}
                height={take.height}
                isMuted
                soundUrl={soundUrl}
                audioRef={audioRef}
              />
            )}
            <aside className={classes.side}>
              {clip === undefined ? null : <ClipInspector clip={clip} strip={strip} edits={edits} />}
              <FilmList films={films} />
            </aside>
          </div>
          <Transport player={film} rate={rate}>
            <ActionIcon aria-label="Zoom out" disabled={zoomAt === 0} onClick={() => zoom(-1)}>
              <IconZoomOut size={18} />
            </ActionIcon>
            <ActionIcon aria-label="Zoom in" disabled={zoomAt === zooms.length - 1} onClick={() => zoom(1)}>
              <IconZoomIn size={18} />
            </ActionIcon>
          </Transport>
          <Strip
            strip={strip}
            takesByShot={takesByShot}
            facts={facts}
            selected={clip?.id}
            frame={film.frame}
            zoom={zooms[zoomAt] ?? 1.5}
            edits={edits}
            onSelect={select}
          />
        </div>
      )}
      <RenderDialog
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        duration={duration}
        unfilmed={unfilmed}
        render={render}
      />
    </div>
  );
}
