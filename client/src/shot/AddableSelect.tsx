import { Loader, Select, Text } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { AssetCategory } from "@backlot/shared/asset/schema";
import { addableFrom, addableOptions, type Addable } from "../asset/addable.ts";
import { categoryLabels } from "../asset/category-labels.ts";
import { useAddable, useBringIn } from "../asset/use-addable.ts";

/** A place is where its scene is, and a sound is not seen: neither is put into a frame. */
const canBeSeen = (category: AssetCategory) => category !== "location" && category !== "sound";

/**
 * Chooses an asset to add: of the film, one that was deleted from it, or one of the library. What is not of the film yet becomes so when it is
 * chosen; `onChosen` gets the film's asset.
 */
export function AddableSelect(props: {
  label: string;
  placeholder?: string;
  /** Whether an asset of the film is not to be offered, because it is there already. */
  isLeftOut: (assetId: string) => boolean;
  onChosen: (assetId: string, name: string) => void;
}) {
  const { label, isLeftOut, onChosen } = props;
  // The library is asked for when somebody looks for something, not with every shot that is opened.
  const [isOpened, setOpened] = useState(false);
  const all = useAddable(isOpened, canBeSeen);
  const offered = all.filter((one) => one.source !== "film" || !isLeftOut(one.id));
  const data = useMemo(() => addableOptions(offered), [offered]);
  const bringIn = useBringIn();
  const choosing = useMutation({
    mutationFn: async (chosen: Addable) => ({ id: await bringIn(chosen), name: chosen.name }),
    onSuccess: ({ id, name }) => onChosen(id, name),
  });
  return (
    <Select
      size="xs"
      searchable
      aria-label={label}
      placeholder={props.placeholder ?? "Add an asset"}
      data={data}
      value={null}
      disabled={choosing.isPending}
      rightSection={choosing.isPending ? <Loader size={14} /> : null}
      nothingFoundMessage="No asset has this name."
      onDropdownOpen={() => setOpened(true)}
      renderOption={({ option }) => <Option addable={addableFrom(all, option.value)} label={option.label} />}
      onChange={(value) => {
        const chosen = value === null ? undefined : addableFrom(all, value);
        if (chosen !== undefined) choosing.mutate(chosen);
      }}
    />
  );
}

function Option({ addable, label }: { addable: Addable | undefined; label: string }) {
  if (addable === undefined) return label;
  const words = [categoryLabels[addable.category].one, addable.hint].filter((one) => one !== "");
  return (
    <div style={{ minWidth: 0 }}>
      <Text size="sm" truncate>
        {label}
      </Text>
      <Text size="xs" c="dimmed" truncate>
        {words.join(" · ")}
      </Text>
    </div>
  );
}
