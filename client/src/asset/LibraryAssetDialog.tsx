import { Alert, Button, FileButton, Group, Modal, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import { assetCategory, type AssetCategory } from "@backlot/shared/asset/schema";
import { toAppError } from "@backlot/shared/errors/app-error";
import { sendFile } from "../app/api.ts";
import { useProject } from "../project/use-project.tsx";
import { NamedPicture } from "./AssetPicture.tsx";
import { categoryLabels } from "./category-labels.ts";
import type { LibraryAsset } from "./use-casting.ts";
import { useSaveInLibrary } from "./use-library-changes.ts";

type Props = {
  /** The asset to change, "new" to add one, null while closed. */
  edited: LibraryAsset | "new" | null;
  onClose: () => void;
};

/** Adds an asset to the team's library or changes one: it needs a picture or a description. */
export function LibraryAssetDialog({ edited, onClose }: Props) {
  return (
    <Modal
      opened={edited !== null}
      onClose={onClose}
      title={edited === "new" ? "New library asset" : "Change the library asset"}
    >
      {edited === null ? null : <Form asset={edited === "new" ? null : edited} onClose={onClose} />}
    </Modal>
  );
}

const pictureTypes = "image/png,image/jpeg,image/webp,image/gif";

type Values = {
  category: AssetCategory;
  name: string;
  aliases: string;
  description: string;
  mediaHash: string | null;
};

function Form({ asset, onClose }: { asset: LibraryAsset | null; onClose: () => void }) {
  const { projectId } = useProject();
  const saving = useSaveInLibrary();
  const form = useForm<Values>({
    initialValues: {
      category: asset?.category ?? "prop",
      name: asset?.name ?? "",
      aliases: asset?.aliases.join(", ") ?? "",
      description: asset?.description ?? "",
      mediaHash: asset?.mediaHash ?? null,
    },
    validate: {
      name: (value) => (value.trim() === "" || value.length > 120 ? "A name has 1 to 120 characters." : null),
      description: (value, { mediaHash }) =>
        value.trim() === "" && mediaHash === null ? "It needs a picture or a description." : null,
    },
  });
  const uploading = useMutation({
    mutationFn: (file: File) => sendFile<{ hash: string }>(`/api/projects/${projectId}/media`, file),
    onSuccess: ({ hash }) => form.setFieldValue("mediaHash", hash),
  });
  const error = saving.error === null ? null : toAppError(saving.error);

  function save({ aliases, name, ...fields }: Values) {
    const names = aliases.split(",").map((one) => one.trim());
    const json = { ...fields, name: name.trim(), aliases: names.filter((one) => one !== "") };
    saving.mutate({ id: asset?.id ?? null, fields: json }, { onSuccess: onClose });
  }

  return (
    <form onSubmit={form.onSubmit(save)}>
      <Stack gap="sm">
        <TextInput label="Name" data-autofocus maxLength={120} {...form.getInputProps("name")} />
        <Select
          label="Category"
          data={assetCategory.options.map((one) => ({ value: one, label: categoryLabels[one].one }))}
          allowDeselect={false}
          {...form.getInputProps("category")}
        />
        <TextInput
          label="Also called"
          placeholder="Names with commas between them"
          {...form.getInputProps("aliases")}
        />
        <Textarea
          label="Description"
          autosize
          minRows={3}
          maxLength={20_000}
          {...form.getInputProps("description")}
        />
        <Group gap="sm">
          {form.values.mediaHash === null ? null : (
            <div style={{ width: 88 }}>
              <NamedPicture id="picture" name={form.values.name} mediaHash={form.values.mediaHash} />
            </div>
          )}
          <FileButton accept={pictureTypes} onChange={(file) => file !== null && uploading.mutate(file)}>
            {(props) => (
              <Button {...props} size="compact-md" variant="default" loading={uploading.isPending}>
                {form.values.mediaHash === null ? "Add a picture" : "Another picture"}
              </Button>
            )}
          </FileButton>
          {form.values.mediaHash === null ? null : (
            <Button
              size="compact-md"
              variant="subtle"
              color="gray"
              onClick={() => form.setFieldValue("mediaHash", null)}
            >
              Without a picture
            </Button>
          )}
        </Group>
        {error === null ? null : (
          <Alert color="red" role="alert">{`${error.sentence} ${error.nextStep ?? ""}`}</Alert>
        )}
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {asset === null ? "Add to the library" : "Save"}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
