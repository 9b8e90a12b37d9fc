import { Alert, Drawer, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { Asset } from "@backlot/shared/asset/schema";
import { toAppError } from "@backlot/shared/errors/app-error";
import { useProject } from "../project/use-project.tsx";
import { CastingMatch } from "./CastingMatch.tsx";
import { LibraryShelf } from "./LibraryShelf.tsx";
import { useLibrary } from "./use-addable.ts";
import { useCasting } from "./use-casting.ts";

type Props = { opened: boolean; onClose: () => void; assets: readonly Asset[] };

/** Casting against the team's library: for each match the crew keeps its own text, takes the library's, or merges. */
export function LibraryPanel({ opened, onClose, assets }: Props) {
  const { can } = useProject();
  const matches = useCasting(opened);
  const libraryFailure = useLibrary(opened && can("document.edit")).error;
  const failure = matches.error ?? libraryFailure;
  const error = failure === null ? null : toAppError(failure);
  const pairs = (matches.data ?? []).flatMap(({ assetId, candidates }) => {
    const asset = assets.find((one) => one.id === assetId);
    return asset === undefined ? [] : candidates.map((candidate) => ({ asset, ...candidate }));
  });
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      size={460}
      title="Library and casting"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <Stack gap="xl">
        {error === null ? null : <Alert color="red">{`${error.sentence} ${error.nextStep ?? ""}`}</Alert>}
        <section aria-label="Matches">
          <Title order={3} size="h4" mb="sm">
            Matches
          </Title>
          {matches.isPending && error === null ? <Skeleton height={180} /> : null}
          {matches.isSuccess && pairs.length === 0 ? (
            <Text size="sm" c="dimmed">
              No asset of this film has a match in the library.
            </Text>
          ) : null}
          <Stack gap="xl">
            {pairs.map(({ asset, libraryAsset, reason }) => (
              <CastingMatch
                key={`${asset.id}-${libraryAsset.id}`}
                asset={asset}
                libraryAsset={libraryAsset}
                reason={reason}
              />
            ))}
          </Stack>
        </section>
        <LibraryShelf isOpen={opened} assets={assets} />
      </Stack>
    </Drawer>
  );
}
