import { ActionIcon, Button, Menu, Text, TextInput } from "@mantine/core";
import { IconArrowBackUp, IconBookmark, IconDots, IconPencil } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { ScriptVersion } from "@backlot/shared/version/schema";
import { notifyFailure } from "../../app/notify.tsx";
import { counted, whenWords } from "../../app/words.ts";
import { useProject } from "../../project/use-project.tsx";
import { useIsOffline } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { useRenameVersion } from "./queries.ts";
import { useRestore } from "./use-restore.ts";
import { versionPeople, versionTitle } from "./version-words.ts";
import classes from "./Versions.module.css";

/** One version: pressing it compares it with the script of now. */
export function VersionRow({ version, onCompare }: { version: ScriptVersion; onCompare: () => void }) {
  const { isEditable } = useDesk();
  const restore = useRestore();
  const isOffline = useIsOffline();
  const [isNaming, setNaming] = useState(false);
  const title = versionTitle(version);
  return (
    <li className={classes.row}>
      <button type="button" className={classes.open} onClick={onCompare} aria-label={`Compare “${title}”`}>
        <span className={classes.name}>
          {version.name === null ? null : <IconBookmark size={14} aria-hidden />}
          {title}
        </span>
        <span className={classes.detail}>
          {whenWords(version.createdAt)} · {versionPeople(version)} · {counted(version.words, "word")}
        </span>
      </button>
      {isEditable ? (
        <Menu position="bottom-end" width={210}>
          <Menu.Target>
            <ActionIcon aria-label={`More about “${title}”`} loading={restore.isPending}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {isOffline ? <Menu.Label>Offline: the studio keeps the versions.</Menu.Label> : null}
            <Menu.Item
              leftSection={<IconArrowBackUp size={16} />}
              disabled={isOffline}
              onClick={() => restore.mutate(version)}
            >
              Restore this version
            </Menu.Item>
            <Menu.Item
              leftSection={<IconPencil size={16} />}
              disabled={isOffline}
              onClick={() => setNaming(true)}
            >
              {version.name === null ? "Give it a name" : "Change its name"}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {isNaming ? <NameForm version={version} onDone={() => setNaming(false)} /> : null}
    </li>
  );
}

function NameForm({ version, onDone }: { version: ScriptVersion; onDone: () => void }) {
  const { projectId } = useProject();
  const rename = useRenameVersion(projectId);
  const [name, setName] = useState(version.name ?? "");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      className={classes.naming}
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === "") return;
        rename.mutate({ id: version.id, name: name.trim() }, { onSuccess: onDone, onError: notifyFailure });
      }}
    >
      <TextInput
        aria-label="Name of the version"
        size="xs"
        ref={field}
        maxLength={120}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === "Escape") onDone();
        }}
      />
      <Button type="submit" size="compact-sm" variant="light" loading={rename.isPending}>
        Name
      </Button>
      <Text size="xs" c="dimmed" className={classes.hint}>
        A named version is kept for good.
      </Text>
    </form>
  );
}
