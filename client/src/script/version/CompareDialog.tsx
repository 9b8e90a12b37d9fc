import {
  Alert,
  Box,
  Button,
  Group,
  Modal,
  SegmentedControl,
  Select,
  Skeleton,
  Switch,
  Text,
} from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type * as Y from "yjs";
import { readScreenplay } from "@backlot/shared/documents/script";
import { readWriting } from "@backlot/shared/documents/writing";
import { toAppError } from "@backlot/shared/errors/app-error";
import { compareDrafts } from "@backlot/shared/version/compare";
import type { BlockWriting, ScriptVersion } from "@backlot/shared/version/schema";
import { counted, whenWords } from "../../app/words.ts";
import { useProject } from "../../project/use-project.tsx";
import { useIsOffline } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { useScriptDocument } from "../use-script-document.ts";
import { CompareBreakdown } from "./CompareBreakdown.tsx";
import { CompareRows } from "./CompareRows.tsx";
import { versionTextQuery, writersQuery } from "./queries.ts";
import { useRestore } from "./use-restore.ts";
import { versionTitle } from "./version-words.ts";
import classes from "./Versions.module.css";

const now = "now";

type Props = { first: ScriptVersion; versions: readonly ScriptVersion[]; onClose: () => void };

/** Any two versions against each other, side by side, in one text or by what they need; one may be the script of now. */
export function CompareDialog({ first, versions, onClose }: Props) {
  const { projectId } = useProject();
  const { isEditable } = useDesk();
  const restore = useRestore();
  const isOffline = useIsOffline();
  const [fromId, setFrom] = useState(first.id);
  const [toId, setTo] = useState(now);
  const [layout, setLayout] = useState("inline");
  const [isWhole, setWhole] = useState(false);
  const live = useScriptDocument(readLive);
  const from = useDraft(fromId, live);
  const to = useDraft(toId, live);
  const writers = useQuery(writersQuery(projectId));
  const comparison = useMemo(
    () => (from.blocks === null || to.blocks === null ? null : compareDrafts(from.blocks, to.blocks)),
    [from.blocks, to.blocks],
  );
  const choices = [
    { value: now, label: "Now" },
    ...versions.map((version) => ({
      value: version.id,
      label: `${version.number}. ${versionTitle(version)}, ${whenWords(version.createdAt)}`,
    })),
  ];
  const chosen = versions.find((version) => version.id === fromId);
  const error = from.error ?? to.error;
  return (
    <Modal
      opened
      onClose={onClose}
      fullScreen
      title="Compare versions"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Group gap={14} align="end" className={classes.tools}>
        <Select
          label="From"
          flex="1 1 222px"
          data={choices}
          value={fromId}
          allowDeselect={false}
          onChange={(value) => setFrom(value ?? now)}
        />
        <Select
          label="To"
          flex="1 1 222px"
          data={choices}
          value={toId}
          allowDeselect={false}
          onChange={(value) => setTo(value ?? now)}
        />
        <SegmentedControl
          aria-label="What is compared"
          value={layout}
          onChange={setLayout}
          data={[
            { value: "inline", label: "In one text" },
            { value: "sides", label: "Side by side" },
            { value: "breakdown", label: "Breakdown" },
          ]}
        />
        {layout === "breakdown" ? null : (
          <Switch
            label="Whole script"
            checked={isWhole}
            onChange={(event) => setWhole(event.currentTarget.checked)}
          />
        )}
        {isEditable && chosen !== undefined ? (
          <Button
            variant="light"
            disabled={isOffline}
            title={isOffline ? "Offline: the studio keeps the versions." : undefined}
            loading={restore.isPending}
            onClick={() => restore.mutate(chosen, { onSuccess: onClose })}
          >
            Restore “{versionTitle(chosen)}”
          </Button>
        ) : null}
      </Group>
      {error === null ? null : (
        <Alert color="gray" title={toAppError(error).sentence}>
          {toAppError(error).nextStep ?? "Close this and try again."}
        </Alert>
      )}
      {comparison === null || from.blocks === null || to.blocks === null ? (
        error === null ? (
          <Box component="output" display="block" aria-label="Reading both versions">
            <Skeleton height={240} />
          </Box>
        ) : null
      ) : layout === "breakdown" ? (
        <CompareBreakdown from={from.blocks} to={to.blocks} />
      ) : (
        <>
          <Text size="sm" c="dimmed" component="output" className={classes.sum}>
            {comparison.words === 0 && comparison.moved === 0 && comparison.changed === 0
              ? "Both say the same."
              : [
                  counted(comparison.changed, "block") + " changed",
                  `${comparison.added} added`,
                  `${comparison.gone} gone`,
                  `${comparison.moved} moved`,
                  `${counted(comparison.words, "word")} apart`,
                ].join(" · ")}
          </Text>
          <CompareRows
            rows={comparison.rows}
            isSideBySide={layout === "sides"}
            isWhole={isWhole}
            writing={to.writing}
            writers={writers.data ?? new Map()}
          />
        </>
      )}
    </Modal>
  );
}

const none: BlockWriting[] = [];

/** Blocks and writing of a version, or of the live script. */
function useDraft(id: string, live: ReturnType<typeof readLive>) {
  const { projectId } = useProject();
  const kept = useQuery({ ...versionTextQuery(projectId, id), enabled: id !== now });
  if (id === now) return { blocks: live.blocks, writing: live.writing, error: null };
  return {
    blocks: kept.data?.screenplay.blocks ?? null,
    writing: kept.data?.writing ?? none,
    error: kept.error,
  };
}

function readLive(script: Y.Doc) {
  return { blocks: readScreenplay(script).blocks, writing: readWriting(script) };
}
