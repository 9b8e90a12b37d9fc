import { ActionIcon, Group, Text } from "@mantine/core";
import { Dropzone, type FileRejection } from "@mantine/dropzone";
import { IconPhotoPlus, IconTrash } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { referencePicture } from "@backlot/shared/asset/reference";
import type { Asset } from "@backlot/shared/asset/schema";
import { addPicture, changeAsset, removePicture } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { AppError } from "@backlot/shared/errors/app-error";
import { mediaUrl, sendFile } from "../app/api.ts";
import { notifyFailure, notifyUndo } from "../app/notify.tsx";
import { useProject } from "../project/use-project.tsx";
import { useSession } from "../session/hooks.ts";
import { AssetPicture } from "./AssetPicture.tsx";
import classes from "./AssetPictures.module.css";

type Stored = { hash: string; mime: string };

/** What the API takes for a picture. */
const pictureTypes = ["image/png", "image/jpeg", "image/webp", "image/gif"];
/** In bytes. */
const largestPicture = 25 * 1024 * 1024;

/** The pictures of an asset, the reference large: the newest unless another is pressed. Drop or choose files to add some. */
export function AssetPictures({ asset, isEditable }: { asset: Asset; isEditable: boolean }) {
  const { projectId, me } = useProject();
  const doc = useSession().documents.assets;
  const uploading = useMutation({
    mutationFn: async (files: readonly File[]) => {
      for (const file of files) {
        const { hash } = await sendFile<Stored>(`/api/projects/${projectId}/media`, file);
        addPicture(doc, asset.id, { mediaHash: hash, addedAt: Date.now(), addedBy: me.id }, localEdit);
      }
    },
  });

  function remove(picture: Asset["pictures"][number]) {
    removePicture(doc, asset.id, picture.id, localEdit);
    notifyUndo("The picture is removed.", () => {
      const { id, ...fields } = picture;
      const again = addPicture(doc, asset.id, fields, localEdit);
      if (asset.referenceId === id) changeAsset(doc, asset.id, { referenceId: again }, localEdit);
    });
  }

  const reference = referencePicture(asset);

  function refuse(rejected: readonly FileRejection[]) {
    const first = rejected[0];
    if (first === undefined) return;
    const isLarge = first.file.size > largestPicture;
    notifyFailure(
      new AppError(isLarge ? "too-large" : "unsupported-media", {
        sentence: isLarge
          ? `${first.file.name} is larger than 25 MB.`
          : `${first.file.name} is not a picture that the studio takes.`,
        nextStep: isLarge ? "Make it smaller and add it again." : "Choose a PNG, JPEG, WebP or GIF.",
      }),
    );
  }

  return (
    <div>
      <div className={classes.large}>
        <AssetPicture asset={asset} isLarge />
      </div>
      <Group gap={8} mt={8} align="stretch">
        {asset.pictures.map((picture, index) => (
          <div
            key={picture.id}
            className={classes.small}
            data-reference={picture.id === reference?.id || undefined}
          >
            <button
              type="button"
              className={classes.choose}
              aria-label={`Use picture ${index + 1} as the reference`}
              aria-pressed={picture.id === reference?.id}
              disabled={!isEditable}
              onClick={() => changeAsset(doc, asset.id, { referenceId: picture.id }, localEdit)}
            >
              <img src={mediaUrl(projectId, picture.mediaHash)} alt={`${asset.name}, ${index + 1}`} />
            </button>
            {isEditable ? (
              <ActionIcon
                className={classes.remove}
                size={24}
                variant="filled"
                color="dark.7"
                aria-label={`Remove picture ${index + 1}`}
                onClick={() => remove(picture)}
              >
                <IconTrash size={14} />
              </ActionIcon>
            ) : null}
          </div>
        ))}
        {isEditable ? (
          <Dropzone
            className={classes.drop}
            accept={pictureTypes}
            maxSize={largestPicture}
            loading={uploading.isPending}
            onDrop={(files) => uploading.mutate(files)}
            onReject={refuse}
            inputProps={{ "aria-label": "Upload pictures" }}
            aria-label="Upload pictures"
          >
            <Group gap={8} wrap="nowrap">
              <IconPhotoPlus size={20} stroke={1.6} aria-hidden />
              <Text size="xs">Add pictures</Text>
            </Group>
          </Dropzone>
        ) : null}
      </Group>
    </div>
  );
}
