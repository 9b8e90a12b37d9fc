import { Button, Group, Modal, Select, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useEffect } from "react";
import type * as Y from "yjs";
import { assetCategory, type AssetCategory } from "@backlot/shared/asset/schema";
import { addAsset } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { useSession } from "../session/hooks.ts";
import { categoryLabels } from "./category-labels.ts";

function addByHand(assets: Y.Doc, fields: { category: AssetCategory; name: string }): string {
  return addAsset(assets, { ...fields, origin: "person", createdAt: Date.now() }, localEdit);
}

type Props = { opened: boolean; category: AssetCategory; onClose: () => void; onAdded: (id: string) => void };

/** Adds an asset by hand: a category and a name are enough. */
export function AddAssetDialog({ opened, category, onClose, onAdded }: Props) {
  const { documents } = useSession();
  const form = useForm<{ category: AssetCategory; name: string }>({
    initialValues: { category, name: "" },
    validate: {
      name: (value) => (value.trim() === "" || value.length > 120 ? "A name has 1 to 120 characters." : null),
    },
  });
  const { setFieldValue } = form;
  useEffect(() => {
    if (opened) setFieldValue("category", category);
  }, [opened, category, setFieldValue]);

  function add(fields: { category: AssetCategory; name: string }) {
    const id = addByHand(documents.assets, fields);
    form.reset();
    onClose();
    onAdded(id);
  }

  return (
    <Modal opened={opened} onClose={onClose} title="Add an asset">
      <form onSubmit={form.onSubmit(add)}>
        <TextInput label="Name" data-autofocus {...form.getInputProps("name")} />
        <Select
          mt="sm"
          label="Category"
          data={assetCategory.options.map((one) => ({ value: one, label: categoryLabels[one].one }))}
          allowDeselect={false}
          {...form.getInputProps("category")}
        />
        <Group justify="flex-end" mt="lg">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit">Add</Button>
        </Group>
      </form>
    </Modal>
  );
}
