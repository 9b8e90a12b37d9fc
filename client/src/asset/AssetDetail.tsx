import { ActionIcon, Alert, Button, Group, Select, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconArrowMerge, IconBooks, IconRestore, IconTrash, IconX } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { useMemo } from "react";
import { assetCategory, type Asset } from "@backlot/shared/asset/schema";
import { assetDescription, changeAsset } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { ActionMenu } from "../app/ActionMenu.tsx";
import { useActions } from "../app/actions.ts";
import { api, call } from "../app/api.ts";
import { DraftInput } from "../app/DraftInput.tsx";
import { notifyDone, notifyUndo } from "../app/notify.tsx";
import { SharedTextarea } from "../app/shared-text.tsx";
import { useProject } from "../project/use-project.tsx";
import { useSession } from "../session/hooks.ts";
import { AssetEvidence } from "./AssetEvidence.tsx";
import { AssetLooks } from "./AssetLooks.tsx";
import { AssetNames } from "./AssetNames.tsx";
import { AssetPictures } from "./AssetPictures.tsx";
import { MergeDialog } from "./MergeDialog.tsx";
import { categoryLabels } from "./category-labels.ts";
import classes from "./AssetDetail.module.css";

type Props = {
  asset: Asset;
  assets: readonly Asset[];
  onClose: () => void;
  onOpenScene: (sceneId: string) => void;
};

/** Everything about one asset; several people may write in it at once. */
export function AssetDetail({ asset, assets, onClose, onOpenScene }: Props) {
  const { projectId, can } = useProject();
  const doc = useSession().documents.assets;
  const description = useMemo(() => assetDescription(doc, asset.id), [doc, asset.id]);
  const [isMerging, merging] = useDisclosure(false);
  const mayEdit = can("document.edit") && asset.deletedAt === null;
  const change = (fields: Parameters<typeof changeAsset>[2]) => changeAsset(doc, asset.id, fields, localEdit);
  const promoting = useMutation({
    mutationFn: () =>
      call(
        api.projects[":projectId"].assets[":assetId"].promote.$post({
          param: { projectId, assetId: asset.id },
        }),
      ),
    onSuccess: () => notifyDone(`${asset.name} is in the team's library now.`),
  });

  function remove() {
    change({ deletedAt: Date.now() });
    onClose();
    notifyUndo(`${asset.name} is deleted.`, () => change({ deletedAt: null }));
  }

  useActions([
    {
      id: "asset.merge",
      label: "Merge into another …",
      group: "Assets",
      icon: IconArrowMerge,
      shortcut: "M",
      isAvailable: () => mayEdit,
      run: merging.open,
    },
    {
      id: "asset.promote",
      label: "Promote to the library",
      group: "Assets",
      icon: IconBooks,
      isAvailable: () => mayEdit && asset.link === null,
      run: () => promoting.mutate(),
    },
    {
      id: "asset.delete",
      label: "Delete the asset",
      group: "Assets",
      icon: IconTrash,
      shortcut: "Delete",
      isDestructive: true,
      isAvailable: () => mayEdit,
      run: remove,
    },
    {
      id: "asset.restore",
      label: "Restore the asset",
      group: "Assets",
      icon: IconRestore,
      isAvailable: () => can("document.edit") && asset.deletedAt !== null,
      run: () => change({ deletedAt: null }),
    },
  ]);

  return (
    <section className={classes.panel} aria-label={`Asset ${asset.name}`}>
      <Group justify="space-between" wrap="nowrap" className={classes.head}>
        <h3 className={classes.title}>{categoryLabels[asset.category].one}</h3>
        <Group gap={4} wrap="nowrap">
          {mayEdit ? (
            <ActionMenu
              label="More for this asset"
              isBusy={promoting.isPending}
              ids={["asset.merge", "asset.promote"]}
              last={["asset.delete"]}
            />
          ) : null}
          <ActionIcon aria-label="Close the asset" onClick={onClose}>
            <IconX size={20} />
          </ActionIcon>
        </Group>
      </Group>
      <Stack gap="lg" className={classes.body}>
        {asset.deletedAt !== null && can("document.edit") ? (
          <Alert color="gray" title="This asset is deleted.">
            <Button
              size="compact-md"
              leftSection={<IconRestore size={16} />}
              onClick={() => change({ deletedAt: null })}
            >
              Restore
            </Button>
          </Alert>
        ) : null}
        {asset.removalProposed && mayEdit ? (
          <Alert color="tungsten" title="The breakdown no longer finds it in the script.">
            <Group gap="xs">
              <Button size="compact-md" variant="default" onClick={() => change({ removalProposed: false })}>
                Keep it
              </Button>
              <Button size="compact-md" variant="default" onClick={remove}>
                Delete it
              </Button>
            </Group>
          </Alert>
        ) : null}
        <AssetPictures asset={asset} isEditable={mayEdit} />
        <Group grow align="start" gap="sm">
          <DraftInput
            label="Name"
            value={asset.name}
            readOnly={!mayEdit}
            maxLength={120}
            onCommit={(name) => change({ name })}
          />
          <Select
            label="Category"
            data={assetCategory.options.map((one) => ({ value: one, label: categoryLabels[one].one }))}
            value={asset.category}
            allowDeselect={false}
            readOnly={!mayEdit}
            onChange={(value) => change({ category: assetCategory.parse(value) })}
          />
        </Group>
        <AssetNames asset={asset} assets={assets} isEditable={mayEdit} />
        <SharedTextarea
          label="Description"
          text={description}
          readOnly={!mayEdit}
          maxLength={20_000}
          placeholder="What is seen: build, clothes, colours, wear …"
        />
        <AssetLooks asset={asset} isEditable={mayEdit} />
        <AssetEvidence evidence={asset.evidence} onOpenScene={onOpenScene} />
      </Stack>
      <MergeDialog
        asset={asset}
        assets={assets}
        opened={isMerging}
        onClose={merging.close}
        onMerged={onClose}
      />
    </section>
  );
}
