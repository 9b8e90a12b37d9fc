import { Button, Group, Modal, Select, Text } from "@mantine/core";
import { useState } from "react";
import type * as Y from "yjs";
import type { Asset } from "@backlot/shared/asset/schema";
import { assetDescription, liveAssets, mergeAssets, separateAsset } from "@backlot/shared/documents/assets";
import { localEdit, replaceText } from "@backlot/shared/documents/record";
import { notifyUndo } from "../app/notify.tsx";
import { useSession, useUndo } from "../session/hooks.ts";
import { categoryLabels } from "./category-labels.ts";

/** Takes a merge back, and with it the description that an empty one was given. */
function separate(doc: Y.Doc, asset: Asset, target: Asset): void {
  doc.transact(() => {
    separateAsset(doc, asset.id);
    const description = assetDescription(doc, target.id);
    if (target.description.trim() === "" && description.toString() === asset.description)
      replaceText(description, target.description);
  }, localEdit);
}

type Props = {
  asset: Asset;
  assets: readonly Asset[];
  opened: boolean;
  onClose: () => void;
  onMerged: () => void;
};

/** Chooses what an asset becomes part of. Its name stays as an alias, its pictures and looks come along. */
export function MergeDialog({ asset, assets, opened, onClose, onMerged }: Props) {
  const doc = useSession().documents.assets;
  const history = useUndo("assets");
  const [targetId, setTargetId] = useState<string | null>(null);
  const targets = liveAssets(assets).filter((one) => one.id !== asset.id);
  const target = targets.find((one) => one.id === targetId);

  function merge() {
    if (target === undefined) return;
    history.endStep();
    mergeAssets(doc, asset.id, target.id, localEdit);
    history.endStep();
    onClose();
    onMerged();
    // Exactly this merge, whatever was done since.
    notifyUndo(`${asset.name} is part of ${target.name} now.`, () => separate(doc, asset, target));
  }

  return (
    <Modal opened={opened} onClose={onClose} title={`Merge ${asset.name}`}>
      <Select
        label="Into"
        searchable
        data-autofocus
        placeholder="Choose an asset"
        nothingFoundMessage="No such asset."
        data={targets.map((one) => ({
          value: one.id,
          label: `${one.name} (${categoryLabels[one.category].one})`,
        }))}
        value={targetId}
        onChange={setTargetId}
      />
      <Text size="sm" c="dimmed" mt="sm">
        {target === undefined
          ? "The name stays as an alias; pictures, looks and lines of the script come along."
          : `${target.name} is also called ${asset.name} then, and has its pictures, looks and lines.`}
      </Text>
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button disabled={target === undefined} onClick={merge}>
          Merge
        </Button>
      </Group>
    </Modal>
  );
}
