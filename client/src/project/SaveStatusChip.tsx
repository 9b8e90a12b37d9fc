import { Anchor, Tooltip } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCloudCheck,
  IconCloudOff,
  IconCloudUp,
  IconEye,
  IconLoader,
  IconRefresh,
} from "@tabler/icons-react";
import { useLocation } from "@tanstack/react-router";
import { useState } from "react";
import { reloadAsNewest } from "../app/newest-shell.ts";
import { useSaveStatus, useSession } from "../session/hooks.ts";
import type { Session } from "../session/session.ts";
import { saveKeptWork } from "./kept-work-file.ts";
import { saveWords } from "./save-words.ts";
import classes from "./SaveStatusChip.module.css";

const icons = {
  saved: IconCloudCheck,
  saving: IconCloudUp,
  offline: IconCloudOff,
  unavailable: IconRefresh,
  "read-only": IconEye,
  "signed-out": IconAlertTriangle,
  "no-access": IconAlertTriangle,
  "too-old": IconAlertTriangle,
  refused: IconAlertTriangle,
  connecting: IconLoader,
} as const;

/** Says where the crew's work is: never "saved" for anything that the database does not have. */
export function SaveStatusChip() {
  const session = useSession();
  const status = useSaveStatus();
  const { href } = useLocation();
  const [isReloading, setReloading] = useState(false);
  const { words, detail } = saveWords(status);
  const Icon = icons[status.kind];
  // Where what was written will not reach the studio by itself, it can be taken along.
  const canDownload = status.pending > 0 && (status.kind === "refused" || status.kind === "read-only");
  return (
    <Tooltip label={detail} multiline maw={280}>
      <output className={classes.chip} data-kind={status.kind}>
        <Icon size={17} stroke={1.7} aria-hidden />
        <span>{words}</span>
        {status.kind === "signed-out" ? (
          <Anchor href={`/sign-in?next=${encodeURIComponent(href)}`}>Sign in</Anchor>
        ) : null}
        {canDownload ? (
          <Anchor component="button" type="button" onClick={() => saveKeptWork(session.unsaved())}>
            Download
          </Anchor>
        ) : null}
        {status.kind === "too-old" || status.kind === "refused" ? (
          <Anchor
            component="button"
            type="button"
            disabled={isReloading}
            onClick={() => {
              setReloading(true);
              void reload(session);
            }}
          >
            {isReloading ? "Loading …" : "Reload"}
          </Anchor>
        ) : null}
      </output>
    </Tooltip>
  );
}

/** What was written goes to this device first. One that does not answer is not waited for: the browser asks then. */
async function reload(session: Session): Promise<void> {
  const late = new Promise((resolve) => {
    setTimeout(resolve, 2_000);
  });
  await Promise.race([session.flush(), late]);
  await reloadAsNewest();
}
