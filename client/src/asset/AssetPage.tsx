import { Button, Text, TextInput } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconPlus, IconSearch } from "@tabler/icons-react";
import { useMemo, useState } from "react";
import { assetCategory } from "@backlot/shared/asset/schema";
import { readAssets } from "@backlot/shared/documents/assets";
import { useActions } from "../app/actions.ts";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { useDocumentValue, useUndo } from "../session/hooks.ts";
import { AddAssetDialog } from "./AddAssetDialog.tsx";
import { AssetCard } from "./AssetCard.tsx";
import { AssetDetail } from "./AssetDetail.tsx";
import { LibraryPanel } from "./LibraryPanel.tsx";
import { asView, countViews, findAssets, type AssetView } from "./asset-filter.ts";
import { categoryLabels } from "./category-labels.ts";
import classes from "./AssetPage.module.css";

/** Asset Bin: everybody and everything in the film, by category, with one open beside the grid. */
export default function AssetPage() {
  const { can } = useProject();
  const { search, look, go } = usePlace();
  const assets = useDocumentValue("assets", readAssets);
  const history = useUndo("assets");
  const [words, setWords] = useState("");
  const [isAdding, adding] = useDisclosure(false);
  const isLibraryOpen = search.view === "library";
  const view = asView(search.view);
  const openLibrary = () => look({ view: isLibraryOpen ? undefined : "library" });
  const counts = useMemo(() => countViews(assets), [assets]);
  const shown = useMemo(() => findAssets(assets, view, words), [assets, view, words]);
  const open = assets.find((asset) => asset.id === search.asset && asset.mergedInto === null);
  const mayEdit = can("document.edit");

  useActions([
    {
      id: "asset.add",
      label: "Add an asset",
      group: "Assets",
      icon: IconPlus,
      shortcut: "A",
      isAvailable: () => mayEdit,
      run: adding.open,
    },
    {
      id: "asset.library",
      label: "Library and casting",
      group: "Assets",
      shortcut: "L",
      run: openLibrary,
    },
    {
      id: "asset.undo",
      label: "Undo my last change",
      group: "Assets",
      shortcut: "mod+Z",
      isAvailable: () => mayEdit && history.canUndo,
      run: history.undo,
    },
    {
      id: "asset.redo",
      label: "Redo",
      group: "Assets",
      shortcut: "mod+shift+Z",
      isAvailable: () => mayEdit && history.canRedo,
      run: history.redo,
    },
    {
      id: "asset.close",
      label: "Close the asset",
      group: "Assets",
      shortcut: "Escape",
      isAvailable: () => open !== undefined,
      run: () => look({ asset: undefined }),
    },
  ]);

  return (
    <div className={classes.page} data-open={open !== undefined || undefined}>
      <div className={classes.main}>
        <div className={classes.head}>
          <h1 className={classes.title}>Asset Bin</h1>
          <TextInput
            className={classes.search}
            aria-label="Search assets"
            placeholder="Search"
            leftSection={<IconSearch size={16} />}
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
          />
          <Button variant="default" onClick={openLibrary}>
            Library
          </Button>
          {mayEdit ? (
            <Button leftSection={<IconPlus size={18} />} onClick={adding.open}>
              Add
            </Button>
          ) : null}
        </div>
        <fieldset className={classes.views} aria-label="Category">
          {(["all", ...assetCategory.options, "deleted"] as const).map((one) =>
            one === "deleted" && counts.deleted === 0 ? null : (
              <button
                key={one}
                type="button"
                className={classes.view}
                aria-pressed={one === view}
                onClick={() => look({ view: one === "all" ? undefined : one })}
              >
                {viewLabel(one)} <span className={classes.count}>{counts[one]}</span>
              </button>
            ),
          )}
        </fieldset>
        {shown.length === 0 ? (
          <div className={classes.empty}>
            <Text c="dimmed">{emptyWords(view, words, counts.all)}</Text>
            {mayEdit && words === "" && view !== "deleted" ? (
              <Button variant="light" onClick={adding.open}>
                Add an asset
              </Button>
            ) : null}
          </div>
        ) : (
          <ul className={classes.grid}>
            {shown.map((asset) => (
              <li key={asset.id}>
                <AssetCard
                  asset={asset}
                  isOpen={asset.id === open?.id}
                  onOpen={() => look({ asset: asset.id }, { push: true })}
                />
              </li>
            ))}
          </ul>
        )}
      </div>
      {open === undefined ? null : (
        <AssetDetail
          key={open.id}
          asset={open}
          assets={assets}
          onClose={() => look({ asset: undefined })}
          onOpenScene={(sceneId) => go("script", { scene: sceneId })}
        />
      )}
      <AddAssetDialog
        opened={isAdding}
        category={view === "all" || view === "deleted" ? "character" : view}
        onClose={adding.close}
        onAdded={(id) => look({ asset: id, view: undefined })}
      />
      <LibraryPanel opened={isLibraryOpen} onClose={() => look({ view: undefined })} assets={assets} />
    </div>
  );
}

function viewLabel(view: AssetView): string {
  if (view === "all") return "All";
  return view === "deleted" ? "Deleted" : categoryLabels[view].many;
}

function emptyWords(view: AssetView, words: string, all: number): string {
  if (words !== "") return `Nothing here is called “${words}”.`;
  if (view === "deleted") return "Nothing is deleted.";
  if (all === 0)
    return "The breakdown of a run fills this bin from the script; you can also add what you know.";
  return "None yet.";
}
