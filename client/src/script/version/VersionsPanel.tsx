import { Alert, Button, Skeleton, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { toAppError } from "@backlot/shared/errors/app-error";
import type { ScriptVersion } from "@backlot/shared/version/schema";
import { notifyFailure } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useIsOffline } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { CompareDialog } from "./CompareDialog.tsx";
import { useKeepVersion, versionsQuery } from "./queries.ts";
import { useWriterMarks } from "./use-writer-marks.ts";
import { VersionRow } from "./VersionRow.tsx";
import { byDay } from "./version-words.ts";
import classes from "./Versions.module.css";

/** The script's past: kept by hand or by the studio, compared and brought back; and who wrote what of the present. */
export default function VersionsPanel() {
  const { projectId } = useProject();
  const { isEditable } = useDesk();
  const versions = useQuery(versionsQuery(projectId));
  const [compared, compare] = useState<ScriptVersion | null>(null);
  const isOffline = useIsOffline();
  return (
    <Stack p={16} gap={18}>
      {isOffline ? (
        <Text size="sm" c="dimmed" component="output">
          Offline: the studio keeps the versions. They can be kept, named and restored once it is reached
          again.
        </Text>
      ) : null}
      {isEditable ? <KeepForm projectId={projectId} /> : null}
      <WriterSwitch />
      {versions.isPending ? (
        <Stack component="output" gap={12} aria-busy="true" aria-label="Reading the versions">
          {[80, 60, 90].map((width) => (
            <Skeleton key={width} height={34} width={`${width}%`} />
          ))}
        </Stack>
      ) : null}
      {versions.isError && !isOffline ? (
        <Alert color="gray" title={toAppError(versions.error).sentence}>
          <Text size="sm">Versions are kept by the studio and come back with the connection.</Text>
          <Button mt={8} size="compact-sm" variant="light" onClick={() => void versions.refetch()}>
            Try again
          </Button>
        </Alert>
      ) : null}
      {versions.data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          No version yet. One is kept by itself when writing pauses, before an import, and for every run.
        </Text>
      ) : null}
      {byDay(versions.data ?? []).map(({ day, versions: ofDay }) => (
        <section key={day} aria-label={day}>
          <h3 className={classes.day}>{day}</h3>
          <ul className={classes.list}>
            {ofDay.map((version) => (
              <VersionRow key={version.id} version={version} onCompare={() => compare(version)} />
            ))}
          </ul>
        </section>
      ))}
      {compared === null ? null : (
        <CompareDialog first={compared} versions={versions.data ?? []} onClose={() => compare(null)} />
      )}
    </Stack>
  );
}

function KeepForm({ projectId }: { projectId: string }) {
  const keep = useKeepVersion(projectId);
  const isOffline = useIsOffline();
  const form = useForm({
    initialValues: { name: "" },
    validate: { name: (name) => (name.trim() === "" ? "Give it a name, such as “First draft”." : null) },
  });
  return (
    <form
      onSubmit={form.onSubmit(({ name }) =>
        keep.mutate(name.trim(), { onSuccess: () => form.reset(), onError: notifyFailure }),
      )}
    >
      <TextInput
        label="Keep the script as it is now"
        placeholder="Name of the version"
        maxLength={120}
        {...form.getInputProps("name")}
      />
      <Button
        mt={8}
        type="submit"
        variant="light"
        size="compact-md"
        disabled={isOffline}
        loading={keep.isPending}
      >
        Keep version
      </Button>
    </form>
  );
}

function WriterSwitch() {
  const [isShown, show] = useState(false);
  return (
    <div>
      <Switch
        label="Show who wrote what"
        checked={isShown}
        onChange={(event) => show(event.currentTarget.checked)}
      />
      {isShown ? <Writers /> : null}
    </div>
  );
}

/** Mounted only while it is wanted: it reads every letter of the script again at each change. */
function Writers() {
  const { editor } = useDesk();
  const writers = useWriterMarks(editor, true);
  return (
    <ul className={classes.legend} aria-label="Writers">
      {writers.map((writer) => (
        <li key={writer.name}>
          <span className={classes.dot} style={{ background: writer.color }} aria-hidden />
          {writer.name} · {Math.round(writer.share * 100)} %
        </li>
      ))}
    </ul>
  );
}
