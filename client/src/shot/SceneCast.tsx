import { ActionIcon, Button, Checkbox, Group, Modal, Stack, Text } from "@mantine/core";
import { IconPlus, IconUserMinus } from "@tabler/icons-react";
import { useState } from "react";
import { notifyUndo } from "../app/notify.tsx";
import { counted } from "../app/words.ts";
import { categoryLabels } from "../asset/category-labels.ts";
import { AddableSelect } from "./AddableSelect.tsx";
import type { ShotListContext } from "./list-context.ts";
import { labelOf, type SceneGroup } from "./outline.ts";
import { usePresences, useShot } from "./use-shots.ts";
import classes from "./SceneCast.module.css";

type Props = { group: SceneGroup; list: ShotListContext };

/** Who and what is in a scene, and adding to it by hand: from the film, from what was deleted, or from the library. */
export function SceneCast({
  group,
  list,
  onClose,
}: Partial<Pick<Props, "group">> & Pick<Props, "list"> & { onClose: () => void }) {
  return (
    <Modal
      opened={group !== undefined}
      onClose={onClose}
      title={group === undefined ? "" : `Cast of scene ${group.number}`}
      size="lg"
    >
      {group === undefined ? null : <Cast key={group.id} group={group} list={list} />}
    </Modal>
  );
}

function Cast({ group, list }: Props) {
  const presences = usePresences(group.shotIds, list.merges);
  const [chosen, setChosen] = useState<{ id: string; name: string } | null>(null);
  const shotsOf = (assetId: string) => group.shotIds.filter((id) => presences[id]?.[assetId] !== undefined);
  const present = list.cast.filter((asset) => shotsOf(asset.id).length > 0);
  const { mayEdit } = list.edits;

  function takeOut(asset: { id: string; name: string }) {
    const undo = list.edits.takeOut(group.shotIds, asset.id);
    if (undo !== undefined) notifyUndo(`${asset.name} is out of scene ${group.number}.`, undo);
  }

  return (
    <Stack gap="md">
      <Text size="sm" c="dimmed">
        {group.heading}
      </Text>
      {present.length === 0 ? (
        <Text size="sm">Nobody and nothing is in the shots of this scene yet.</Text>
      ) : (
        <ul className={classes.list}>
          {present.map((asset) => {
            const shots = shotsOf(asset.id).map((id) => labelOf(group, group.shotIds.indexOf(id)));
            return (
              <li key={asset.id}>
                <div className={classes.words}>
                  <Text size="sm" fw={600} truncate>
                    {asset.name}{" "}
                    <Text span size="xs" c="dimmed" fw={400}>
                      {categoryLabels[asset.category].one}
                    </Text>
                  </Text>
                  <Text size="xs" c="dimmed">
                    {shots.length === group.shotIds.length ? "In every shot" : `In ${shots.join(", ")}`}
                  </Text>
                </div>
                {mayEdit ? (
                  <Group gap={4} wrap="nowrap">
                    {shots.length < group.shotIds.length ? (
                      <Button
                        size="compact-sm"
                        variant="subtle"
                        color="gray"
                        aria-label={`More shots with ${asset.name}`}
                        onClick={() => setChosen(asset)}
                      >
                        More shots
                      </Button>
                    ) : null}
                    <ActionIcon
                      aria-label={`Take ${asset.name} out of scene ${group.number}`}
                      onClick={() => takeOut(asset)}
                    >
                      <IconUserMinus size={18} />
                    </ActionIcon>
                  </Group>
                ) : null}
              </li>
            );
          })}
        </ul>
      )}
      {mayEdit && !group.isGone ? (
        <AddableSelect
          label={`Add to scene ${group.number}`}
          placeholder="Add from the film or the library"
          isLeftOut={(id) => shotsOf(id).length === group.shotIds.length && group.shotIds.length > 0}
          onChosen={(id, name) => setChosen({ id, name })}
        />
      ) : null}
      {chosen === null ? null : (
        <PickShots
          key={chosen.id}
          asset={chosen}
          shotIds={group.shotIds.filter((id) => presences[id]?.[chosen.id] === undefined)}
          group={group}
          list={list}
          onDone={() => setChosen(null)}
        />
      )}
    </Stack>
  );
}

type PickProps = Props & {
  asset: { id: string; name: string };
  shotIds: readonly string[];
  onDone: () => void;
};

/** The shots that an added asset goes into: those that are picked, never all by itself. */
function PickShots({ asset, shotIds, group, list, onDone }: PickProps) {
  const [picked, setPicked] = useState<string[]>(shotIds.length === 1 ? [...shotIds] : []);
  const standing = picked.filter((id) => shotIds.includes(id));

  function put(ids: readonly string[]) {
    const undo = list.edits.putIn(ids, asset.id);
    onDone();
    if (undo !== undefined)
      notifyUndo(`${asset.name} is in ${counted(ids.length, "more shot")} of scene ${group.number}.`, undo);
  }
  function addShot() {
    const id = list.edits.add(group);
    if (id !== undefined) put([id]);
  }

  if (shotIds.length === 0) {
    return (
      <section className={classes.pick} aria-label={`Shots for ${asset.name}`}>
        <Text size="sm">
          {group.shotIds.length === 0
            ? `This scene has no shot yet that ${asset.name} could be in.`
            : `${asset.name} is in every shot of this scene.`}
        </Text>
        <Group justify="flex-end" gap={8}>
          <Button size="compact-md" variant="default" onClick={onDone}>
            Close
          </Button>
          <Button size="compact-md" leftSection={<IconPlus size={14} />} onClick={addShot}>
            Add a shot with {asset.name}
          </Button>
        </Group>
      </section>
    );
  }
  return (
    <section className={classes.pick} aria-label={`Shots for ${asset.name}`}>
      <Group justify="space-between">
        <Text size="sm" fw={600}>
          Into which shots does {asset.name} go?
        </Text>
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => setPicked([...shotIds])}>
          All of them
        </Button>
      </Group>
      <Checkbox.Group value={standing} onChange={setPicked}>
        <Stack gap={8} className={classes.shots}>
          {shotIds.map((id) => (
            <ShotCheckbox key={id} id={id} label={labelOf(group, group.shotIds.indexOf(id))} list={list} />
          ))}
        </Stack>
      </Checkbox.Group>
      <Group justify="flex-end" gap={8}>
        <Button size="compact-md" variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button size="compact-md" disabled={standing.length === 0} onClick={() => put(standing)}>
          {standing.length === 0 ? "Add" : `Add to ${counted(standing.length, "shot")}`}
        </Button>
      </Group>
    </section>
  );
}

function ShotCheckbox({ id, label, list }: { id: string; label: string; list: ShotListContext }) {
  const shot = useShot(id, list.merges);
  return <Checkbox value={id} label={label} description={shot?.description.slice(0, 120) ?? ""} />;
}
