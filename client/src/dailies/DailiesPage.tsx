import { Button, Center, Loader } from "@mantine/core";
import { IconMovie, IconMovieOff } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { Empty } from "../shot/Empty.tsx";
import { FilmRoom } from "./FilmRoom.tsx";
import { PlaylistPanel } from "./PlaylistPanel.tsx";
import { TakeRoom } from "./TakeRoom.tsx";
import { useFilms } from "./films.ts";
import { clipTakes, openNotes } from "./playlist.ts";
import { useDailies } from "./use-dailies.ts";
import classes from "./DailiesPage.module.css";

/** Dailies: watch every shot exact to the frame, leave notes and drawings, circle takes, and see the finished film. */
export default function DailiesPage() {
  const { search, look, go } = usePlace();
  const { can } = useProject();
  const { entries, takes, threads, circled, isLoading, isFailed } = useDailies();
  const films = useFilms();
  const [playingOn, setPlayingOn] = useState<string | null>(null);
  const film = films.find((one) => one.id === search.take);
  const filmed = entries.filter((entry) => entry.take !== null);
  const entry =
    film === undefined
      ? (entries.find((one) => one.shotId === search.shot) ?? filmed[0] ?? entries[0])
      : undefined;
  const ofShot = clipTakes(takes, entry?.shotId);
  const take = ofShot.find((one) => one.id === search.take) ?? entry?.take ?? null;

  const open = (shotId: string) => {
    setPlayingOn(null);
    look({ shot: shotId, take: undefined, note: undefined, frame: undefined }, { push: true });
  };
  const nextOf = (by: -1 | 1) => filmed[filmed.findIndex((one) => one.shotId === entry?.shotId) + by]?.shotId;
  /** The playlist is watched in one go; its way is no history to go back through. */
  const playOn = () => {
    const next = nextOf(1);
    if (next === undefined) return;
    setPlayingOn(next);
    look({ shot: next, take: undefined, note: undefined, frame: undefined });
  };
  const step = (by: -1 | 1) => () => {
    const next = nextOf(by);
    if (next !== undefined) open(next);
  };
  useActions([
    { id: "dailies.next-shot", label: "Next shot", group: "Dailies", shortcut: "ArrowDown", run: step(1) },
    {
      id: "dailies.previous-shot",
      label: "Previous shot",
      group: "Dailies",
      shortcut: "ArrowUp",
      run: step(-1),
    },
  ]);

  if (isLoading) {
    return (
      <Center mih="100%">
        <output aria-label="Opening Dailies">
          <Loader />
        </output>
      </Center>
    );
  }
  if (filmed.length === 0 && films.length === 0) {
    const sentence = isFailed
      ? "The takes cannot be read now; they appear when the studio answers again."
      : "Nothing has been filmed yet; a run fills this room with takes.";
    return (
      <div className={classes.page}>
        <h1 className="visually-hidden">Dailies</h1>
        <Empty icon={IconMovie} sentence={sentence}>
          {can("run.start") && !isFailed ? (
            <Button onClick={() => go("production")}>Go to Production</Button>
          ) : null}
        </Empty>
      </div>
    );
  }
  return (
    <div className={classes.page}>
      <h1 className="visually-hidden">Dailies</h1>
      <PlaylistPanel
        entries={entries}
        films={films}
        openNotes={openNotes(threads)}
        shotId={entry?.shotId}
        filmId={film?.id}
        onShot={open}
        onFilm={(id) =>
          look({ take: id, shot: undefined, note: undefined, frame: undefined }, { push: true })
        }
      />
      {film === undefined ? null : <FilmRoom key={film.id} film={film} threads={threads} />}
      {entry !== undefined && take !== null ? (
        <TakeRoom
          key={entry.shotId}
          shotId={entry.shotId}
          label={entry.label}
          take={take}
          takes={ofShot}
          circledId={circled.get(entry.shotId)?.clip?.artifactId}
          dialogue={entry.dialogue}
          threads={threads}
          playsOn={playingOn === entry.shotId}
          onEnded={playOn}
        />
      ) : null}
      {entry !== undefined && take === null ? (
        <Empty icon={IconMovieOff} sentence={`Shot ${entry.label} has not been filmed yet.`}>
          <Button variant="default" onClick={() => go("shots", { shot: entry.shotId })}>
            Open it in Shot Studio
          </Button>
        </Empty>
      ) : null}
    </div>
  );
}
