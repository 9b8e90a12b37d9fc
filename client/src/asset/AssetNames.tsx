import { Button, Group, TagsInput, Text } from "@mantine/core";
import { assetLimits, type Asset } from "@backlot/shared/asset/schema";
import { changeAsset, partsOf, separateAsset } from "@backlot/shared/documents/assets";
import { localEdit } from "@backlot/shared/documents/record";
import { attemptIf } from "../app/attempt.ts";
import { notifyDone } from "../app/notify.tsx";
import { useSession } from "../session/hooks.ts";

type Props = { asset: Asset; assets: readonly Asset[]; isEditable: boolean };

/** What else an asset is called, and which assets became part of it, each with the way back. */
export function AssetNames({ asset, assets, isEditable }: Props) {
  const doc = useSession().documents.assets;
  const attempt = attemptIf(isEditable);
  const parts = partsOf(assets, asset.id);

  function separate(part: Asset) {
    attempt(() => {
      separateAsset(doc, part.id, localEdit);
      notifyDone(`${part.name} stands by itself again.`);
    });
  }

  return (
    <>
      {isEditable ? (
        <TagsInput
          label="Also called"
          placeholder={asset.aliases.length === 0 ? "Another name, then Enter" : ""}
          value={asset.aliases}
          acceptValueOnBlur
          splitChars={[","]}
          onChange={(aliases) =>
            attempt(() => {
              const fitting = aliases.map((one) => one.trim().slice(0, assetLimits.name));
              changeAsset(
                doc,
                asset.id,
                { aliases: [...new Set(fitting)].filter((one) => one !== "") },
                localEdit,
              );
            })
          }
        />
      ) : asset.aliases.length === 0 ? null : (
        <Text size="sm" c="dimmed">
          Also called {asset.aliases.join(", ")}
        </Text>
      )}
      {parts.length === 0 ? null : (
        <section aria-label="Merged into it">
          <Text size="sm" fw={600} mb={4}>
            Merged into it
          </Text>
          {parts.map((part) => (
            <Group key={part.id} justify="space-between" wrap="nowrap">
              <Text size="sm" truncate>
                {part.name}
              </Text>
              {isEditable ? (
                <Button
                  size="compact-sm"
                  variant="subtle"
                  color="gray"
                  aria-label={`Separate ${part.name}`}
                  onClick={() => separate(part)}
                >
                  Separate
                </Button>
              ) : null}
            </Group>
          ))}
        </section>
      )}
    </>
  );
}
