import { Badge, Text } from "@mantine/core";
import { IconMovie } from "@tabler/icons-react";
import { formatTimecode } from "@backlot/shared/time/timecode";
import { counted } from "../app/words.ts";
import type { Film } from "./films.ts";
import { rateOf } from "./player-clock.ts";
import type { PlaylistEntry } from "./playlist.ts";
import classes from "./PlaylistPanel.module.css";

/** What can be watched: the finished films, and every shot in story order. */
export function PlaylistPanel(props: {
  entries: readonly PlaylistEntry[];
  films: readonly Film[];
  /** By the id of a film or a shot. */
  openNotes: ReadonlyMap<string, number>;
  shotId: string | undefined;
  filmId: string | undefined;
  onShot: (shotId: string) => void;
  onFilm: (filmId: string) => void;
}) {
  return (
    <nav className={classes.panel} aria-label="Playlist">
      {props.films.length === 0 ? null : (
        <>
          <h2 className={classes.title}>Films</h2>
          <ul className={classes.list}>
            {props.films.map((film) => (
              <li key={film.id}>
                <button
                  type="button"
                  className={classes.entry}
                  aria-current={film.id === props.filmId ? "true" : undefined}
                  onClick={() => props.onFilm(film.id)}
                >
                  <IconMovie size={16} aria-hidden />
                  <span className={classes.name}>Film {film.number}</span>
                  <OpenNotes count={props.openNotes.get(film.id) ?? 0} />
                  <span className={classes.length}>{lengthOf(film)}</span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <h2 className={classes.title}>Shots</h2>
      <ul className={classes.list}>
        {props.entries.map((entry) => (
          <li key={entry.shotId}>
            <button
              type="button"
              className={classes.entry}
              aria-current={entry.shotId === props.shotId ? "true" : undefined}
              onClick={() => props.onShot(entry.shotId)}
            >
              <span className={classes.name}>{entry.label}</span>
              <OpenNotes count={props.openNotes.get(entry.shotId) ?? 0} />
              <span className={classes.length}>
                {entry.take === null ? (
                  <Text span size="xs">
                    Not filmed
                  </Text>
                ) : (
                  lengthOf(entry.take)
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function OpenNotes({ count }: { count: number }) {
  if (count === 0) return null;
  return (
    <Badge size="sm" variant="light" aria-label={`${counted(count, "open note")}`}>
      {count}
    </Badge>
  );
}

function lengthOf(take: { frames: number | null; fps: number | null }): string {
  return formatTimecode(take.frames ?? 0, rateOf(take.fps)).slice(3);
}
