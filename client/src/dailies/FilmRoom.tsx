import { Button, Group, Text } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconBadgeCc, IconDownload } from "@tabler/icons-react";
import { useMemo } from "react";
import type { NoteThread } from "@backlot/shared/note/schema";
import { useActions } from "../app/actions.ts";
import { mediaUrl } from "../app/api.ts";
import { SwitchButton } from "../app/SwitchButton.tsx";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { DrawingLayer } from "./DrawingLayer.tsx";
import { filmFile, type Film } from "./films.ts";
import { NotesPanel } from "./NotesPanel.tsx";
import { rateOf } from "./player-clock.ts";
import { Screen } from "./Screen.tsx";
import { Transport } from "./Transport.tsx";
import { useTransportActions } from "./transport-actions.ts";
import { useNoting } from "./use-noting.ts";
import { usePlayer, type Playable } from "./use-player.ts";
import { useSharedFrame } from "./use-shared-frame.ts";
import classes from "./DailiesPage.module.css";

/** A finished film with its captions, notes at its frames, and what can be taken home. */
export function FilmRoom({ film, threads }: { film: Film; threads: readonly NoteThread[] }) {
  const { projectId } = useProject();
  const rate = useMemo(() => rateOf(film.fps), [film.fps]);
  const url = mediaUrl(projectId, film.mediaHash);
  const playable = useMemo<Playable>(
    () => ({ key: film.id, url, frames: film.frames ?? 0, rate }),
    [film.frames, film.id, rate, url],
  );
  const { frame: startAt = 0 } = usePlace().search;
  const player = usePlayer(playable, { startAt });
  useTransportActions(player, "Dailies");
  useSharedFrame(player);
  const noting = useNoting({
    ...{ shotId: null, artifactId: film.id, threads, player },
    goTo: (thread) => player.seek(thread.frame),
  });
  const [hasCaptions, setCaptions] = useLocalStorage({ key: "backlot:captions", defaultValue: true });
  const canCaption = film.captionsHash !== null;
  const toggle = () => setCaptions(!hasCaptions);
  useActions([
    {
      id: "film.captions",
      label: hasCaptions ? "Hide captions" : "Show captions",
      group: "Dailies",
      icon: IconBadgeCc,
      shortcut: "C",
      isAvailable: () => canCaption,
      run: toggle,
    },
    {
      id: "film.download",
      label: "Download the film (MP4)",
      group: "Dailies",
      icon: IconDownload,
      run: () => location.assign(filmFile(projectId, film)),
    },
  ]);
  const height = Math.round((1000 * (film.height ?? 9)) / (film.width ?? 16));
  return (
    <>
      <div className={classes.room}>
        <Screen
          videoRef={player.ref}
          url={url}
          label={`Film ${film.number}`}
          width={film.width}
          height={film.height}
          isMuted={false}
          areCaptionsShown={hasCaptions}
          captionLanguage={film.language}
          captionsUrl={film.captionsHash === null ? undefined : mediaUrl(projectId, film.captionsHash)}
        >
          <DrawingLayer {...noting.layer} height={height} />
        </Screen>
        <Transport player={player} rate={rate} markers={noting.markers}>
          {canCaption ? (
            <SwitchButton
              label="Captions"
              tip={hasCaptions ? "Hide captions (C)" : "Show captions (C)"}
              isOn={hasCaptions}
              icon={IconBadgeCc}
              toggle={toggle}
            />
          ) : null}
          <FilmDownloads film={film} />
        </Transport>
      </div>
      <NotesPanel noting={noting} player={player} rate={rate} />
    </>
  );
}

/** The film and its captions as files. */
export function FilmDownloads({ film }: { film: Film }) {
  const { projectId } = useProject();
  return (
    <Group gap={8}>
      {film.hasVoice ? null : (
        <Text size="xs" c="dimmed">
          {film.soundNote === "" ? "Captions only, no voice" : film.soundNote}
        </Text>
      )}
      <Button
        component="a"
        href={filmFile(projectId, film)}
        size="compact-sm"
        variant="default"
        leftSection={<IconDownload size={16} />}
      >
        MP4
      </Button>
      {film.captionsSrtHash === null ? null : (
        <Button
          component="a"
          href={filmFile(projectId, film, film.captionsSrtHash, "srt")}
          size="compact-sm"
          variant="default"
          leftSection={<IconDownload size={16} />}
        >
          SRT
        </Button>
      )}
    </Group>
  );
}
