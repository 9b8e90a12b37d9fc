import { ActionIcon, Group, Select, Stack, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { slot as slots, type Shot } from "@backlot/shared/shot/schema";
import { AddableSelect } from "./AddableSelect.tsx";
import { CameraField, cameraFields, DescriptionField, secondsOf } from "./fields.tsx";
import type { ShotListContext } from "./list-context.ts";
import { withLook, type FrameSide } from "./presence.ts";
import { PresenceToggle } from "./PresenceGrid.tsx";
import { TakeStrip } from "./TakeStrip.tsx";
import { useShotTakes } from "./takes.ts";
import { useShot, useSpeaks, type CastEntry } from "./use-shots.ts";
import { Viewfinder } from "./Viewfinder.tsx";
import fieldClasses from "./fields.module.css";
import classes from "./ShotInspector.module.css";

const noBlocks: readonly string[] = [];

type Props = { id: string; label: string; list: ShotListContext; onClose: () => void };

/** Everything about one shot: viewfinder, camera, description, who is in it, and its takes. */
export function ShotInspector({ id, label, list, onClose }: Props) {
  const shot = useShot(id, list.merges);
  const takes = useShotTakes(id);
  const speaks = useSpeaks(shot?.blockIds ?? noBlocks);
  if (shot === null) return <Text p="md">This shot was deleted.</Text>;
  const { edits } = list;
  return (
    <section className={classes.inspector} aria-label={`Shot ${label}`}>
      <Group justify="space-between">
        <h2 className={classes.title}>Shot {label}</h2>
        <ActionIcon aria-label="Close the shot" onClick={onClose}>
          <IconX size={18} />
        </ActionIcon>
      </Group>
      <Viewfinder shot={shot} takes={takes} label={label} />
      <div className={classes.fields}>
        {cameraFields.map(({ field, name }) => (
          <Labelled key={field} name={field === "durationFrames" ? `${name} (${secondsOf(shot)})` : name}>
            <CameraField shot={shot} label={label} edits={edits} field={field} />
          </Labelled>
        ))}
      </div>
      <Stack gap={4}>
        <h3 className={classes.subtitle}>Description</h3>
        <DescriptionField shot={shot} label={label} mayEdit={edits.mayEdit} rows={4} />
      </Stack>
      <InThisShot shot={shot} label={label} list={list} />
      <Stack gap="md">
        <h3 className={classes.subtitle}>Takes</h3>
        {slots.options
          .filter((slot) => slot !== "dialogue" || speaks || takes.some((take) => take.kind === slot))
          .map((slot) => (
            <TakeStrip
              key={`${id}:${slot}`}
              shot={shot}
              slot={slot}
              takes={takes}
              label={label}
              edits={edits}
            />
          ))}
      </Stack>
    </section>
  );
}

function Labelled({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div className={fieldClasses.labelled}>
      <span>{name}</span>
      {children}
    </div>
  );
}

function InThisShot({ shot, label, list }: { shot: Shot; label: string; list: ShotListContext }) {
  const present = list.cast.filter((one) => shot.presence[one.id] !== undefined);
  return (
    <Stack gap={6}>
      <h3 className={classes.subtitle}>In this shot</h3>
      {present.length === 0 ? (
        <Text size="sm" c="dimmed">
          Nobody and nothing yet.
        </Text>
      ) : (
        present.map((asset) => (
          <PresentLine key={asset.id} asset={asset} shot={shot} label={label} list={list} />
        ))
      )}
      {list.edits.mayEdit ? (
        <AddableSelect
          label={`Add an asset to ${label}`}
          isLeftOut={(assetId) => shot.presence[assetId] !== undefined}
          onChosen={(assetId) => list.edits.putIn([shot.id], assetId)}
        />
      ) : null}
    </Stack>
  );
}

function PresentLine(props: { asset: CastEntry; shot: Shot; label: string; list: ShotListContext }) {
  const { asset, shot, label, list } = props;
  const now = shot.presence[asset.id];
  if (now === undefined) return null;
  const cell = { shotId: shot.id, now, asset, label, edits: list.edits };
  return (
    <div className={classes.present}>
      <Group justify="space-between" wrap="nowrap" gap={8}>
        <Text size="sm" truncate>
          {asset.name}
        </Text>
        <Group gap={4} wrap="nowrap">
          <PresenceToggle {...cell} side="start" />
          <PresenceToggle {...cell} side="end" />
        </Group>
      </Group>
      {asset.looks.length === 0 ? null : (
        <div className={classes.looks}>
          {(["start", "end"] as const satisfies FrameSide[]).map((side) => (
            <Select
              key={side}
              size="xs"
              aria-label={`Look of ${asset.name} in the ${side} frame of ${label}`}
              disabled={!list.edits.mayEdit || !now[side]}
              allowDeselect={false}
              data={[
                { value: "", label: "As described" },
                ...asset.looks.map((look) => ({ value: look.id, label: look.name })),
              ]}
              value={(side === "start" ? now.startLook : now.endLook) ?? ""}
              onChange={(look) =>
                list.edits.place(shot.id, asset.id, withLook(now, side, look === "" ? null : look))
              }
            />
          ))}
        </div>
      )}
    </div>
  );
}
