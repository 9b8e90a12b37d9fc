import { ActionIcon, Button, Group, Menu, Skeleton, Text, Title } from "@mantine/core";
import { IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { Asset } from "@backlot/shared/asset/schema";
import { notifyDone } from "../app/notify.tsx";
import { useProject } from "../project/use-project.tsx";
import { NamedPicture } from "./AssetPicture.tsx";
import { LibraryAssetDialog } from "./LibraryAssetDialog.tsx";
import { categoryLabels } from "./category-labels.ts";
import { useBringIn, useLibrary } from "./use-addable.ts";
import type { LibraryAsset } from "./use-casting.ts";
import { useRemoveFromLibrary } from "./use-library-changes.ts";
import classes from "./LibraryPanel.module.css";

/** The team's library as a shelf: bring an asset into the film, add one, change one, take one out. */
export function LibraryShelf({ isOpen, assets }: { isOpen: boolean; assets: readonly Asset[] }) {
  const { can } = useProject();
  const library = useLibrary(isOpen && can("document.edit"));
  const [edited, setEdited] = useState<LibraryAsset | "new" | null>(null);
  // The library is the crew's: whoever only reviews has nothing to do here.
  if (!can("document.edit")) return null;
  return (
    <section aria-label="Library">
      <Group justify="space-between" mb="sm">
        <Title order={3} size="h4">
          In the library
        </Title>
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => setEdited("new")}
        >
          New library asset
        </Button>
      </Group>
      {library.isPending ? <Skeleton height={90} /> : null}
      {library.data?.length === 0 ? (
        <Text size="sm" c="dimmed">
          The library is empty. Promote an asset of this film to share it with the team's others, or make a
          new one here.
        </Text>
      ) : null}
      <ul className={classes.shelf}>
        {library.data?.map((one) => (
          <ShelfRow key={one.id} entry={one} assets={assets} onEdit={() => setEdited(one)} />
        ))}
      </ul>
      <LibraryAssetDialog edited={edited} onClose={() => setEdited(null)} />
    </section>
  );
}

type RowProps = { entry: LibraryAsset; assets: readonly Asset[]; onEdit: () => void };

function ShelfRow({ entry, assets, onEdit }: RowProps) {
  const removing = useRemoveFromLibrary();
  const own = assets.find((one) => one.link?.libraryAssetId === entry.id && one.mergedInto === null);
  return (
    <li>
      <NamedPicture {...entry} />
      <div>
        <Group justify="space-between" wrap="nowrap" gap={4}>
          <Text size="sm" fw={600} truncate>
            {entry.name}{" "}
            <Text span size="xs" c="dimmed" fw={400}>
              · {categoryLabels[entry.category].one}
            </Text>
          </Text>
          <Menu position="bottom-end">
            <Menu.Target>
              <ActionIcon size={26} aria-label={`More for ${entry.name} of the library`}>
                <IconDots size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
                Change
              </Menu.Item>
              <Menu.Item
                color="red.4"
                leftSection={<IconTrash size={16} />}
                onClick={() => removing.mutate(entry)}
              >
                Take out of the library
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        </Group>
        <Text size="xs" c="dimmed" lineClamp={2}>
          {entry.description}
        </Text>
        <BringButton entry={entry} own={own} />
      </div>
    </li>
  );
}

function BringButton({ entry, own }: { entry: LibraryAsset; own: Asset | undefined }) {
  const bringIn = useBringIn();
  const bringing = useMutation({
    mutationFn: () =>
      own === undefined
        ? bringIn({ source: "library", id: entry.id })
        : bringIn({ source: "deleted", id: own.id }),
    onSuccess: () => notifyDone(`${entry.name} is in this film.`),
  });
  if (own !== undefined && own.deletedAt === null) {
    return (
      <Text size="xs" mt={6}>
        In this film as {own.name}
      </Text>
    );
  }
  return (
    <Button
      mt={6}
      size="compact-sm"
      variant="default"
      loading={bringing.isPending}
      aria-label={`Add to this film: ${entry.name}`}
      onClick={() => bringing.mutate()}
    >
      Add to this film
    </Button>
  );
}
