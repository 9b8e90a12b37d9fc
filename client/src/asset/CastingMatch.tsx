import { Badge, Button, Group, Text } from "@mantine/core";
import { referencePicture } from "@backlot/shared/asset/reference";
import type { Asset } from "@backlot/shared/asset/schema";
import { useProject } from "../project/use-project.tsx";
import { NamedPicture } from "./AssetPicture.tsx";
import { useCastingDecision, type Decision, type LibraryAsset } from "./use-casting.ts";
import classes from "./LibraryPanel.module.css";

type Props = { asset: Asset; libraryAsset: LibraryAsset; reason: string };

/** An asset of the film beside one of the library, and the three ways to cast it. */
export function CastingMatch({ asset, libraryAsset, reason }: Props) {
  const { can } = useProject();
  const deciding = useCastingDecision();
  const link = asset.link?.libraryAssetId === libraryAsset.id ? asset.link : null;
  const ids = { assetId: asset.id, libraryAssetId: libraryAsset.id };
  const choices: { label: string; choice: Decision; isTaken: boolean }[] = [
    {
      label: "Keep the film's",
      choice: { decision: "keep", assetId: asset.id },
      isTaken: false,
    },
    {
      label: "Take the library's",
      choice: { decision: "library", ...ids },
      isTaken: link?.decision === "library",
    },
    { label: "Merge", choice: { decision: "merge", ...ids }, isTaken: link?.decision === "merge" },
  ];
  return (
    <section aria-label={`${asset.name} and ${libraryAsset.name} of the library`}>
      <Group gap={8} mb={6}>
        <Text fw={600}>{asset.name}</Text>
        <Text size="xs" c="dimmed">
          {reason}
        </Text>
        {link === null ? null : (
          <Badge size="sm" variant="default" tt="none">
            {link.decision === "merge" ? "Merged" : "Linked"}
          </Badge>
        )}
      </Group>
      <div className={classes.sides}>
        <Side
          title="In this film"
          id={asset.id}
          name={asset.name}
          mediaHash={referencePicture(asset)?.mediaHash ?? null}
          description={asset.description}
        />
        <Side title="In the library" {...libraryAsset} />
      </div>
      {can("document.edit") ? (
        <Group gap={6} mt={8}>
          {choices.map(({ label, choice, isTaken }) => (
            <Button
              key={label}
              size="compact-sm"
              variant={isTaken ? "filled" : "default"}
              aria-pressed={isTaken}
              loading={deciding.isPending && deciding.variables.decision === choice.decision}
              onClick={() => deciding.mutate(choice)}
            >
              {label}
            </Button>
          ))}
        </Group>
      ) : null}
    </section>
  );
}

function Side(props: {
  title: string;
  id: string;
  name: string;
  mediaHash: string | null;
  description: string;
}) {
  const { title, id, name, mediaHash, description } = props;
  return (
    <div className={classes.side}>
      <Text size="xs" c="dimmed">
        {title}
      </Text>
      <NamedPicture id={id} name={name} mediaHash={mediaHash} />
      <Text size="sm" className={classes.text}>
        {description.trim() === "" ? "Not described." : description}
      </Text>
    </div>
  );
}
