import { Text } from "@mantine/core";
import { IconMovie } from "@tabler/icons-react";
import { useEffect, useMemo } from "react";
import type * as Y from "yjs";
import { readAssets } from "@backlot/shared/documents/assets";
import { readShots } from "@backlot/shared/documents/shots";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import { useActions } from "../../app/actions.ts";
import { usePlace } from "../../app/search.ts";
import { useDocumentValue } from "../../session/hooks.ts";
import { useDesk } from "../desk-context.ts";
import { useScriptValue } from "../use-script-value.ts";
import { showColumns, type Beside } from "./shooting-decorations.ts";
import { shootingScenes, type ShotCell } from "./shooting-rows.ts";
import "./shooting.css";

/** The script as it is shot: heads of the columns, which this puts beside the lines at which shots begin. */
export default function ShootingHead() {
  const { editor } = useDesk();
  const { go } = usePlace();
  const blocks = useScriptValue(editor, allBlocks);
  const shots = useDocumentValue("shots", readShots);
  const assets = useDocumentValue("assets", readAll);
  const scenes = useMemo(
    () => shootingScenes(blocks, shots, new Map(assets.map((one) => [one.id, one]))),
    [blocks, shots, assets],
  );
  const beside = useMemo(() => {
    const found = new Map<string, Beside>();
    for (const { id, number, rows } of scenes) {
      for (const row of rows) {
        if (row.key === id) found.set(id, { number, shots: row.shots });
        else if (row.shots.length > 0) found.set(row.key, { shots: row.shots });
      }
    }
    return found;
  }, [scenes]);

  useEffect(() => {
    const open = ({ shot }: ShotCell) => go("shots", { scene: shot.sceneId, shot: shot.id });
    showColumns(editor, { beside, open });
  }, [editor, beside, go]);
  useEffect(() => () => showColumns(editor, null), [editor]);

  useActions([
    {
      id: "script.open-shot",
      label: "Open the shot of this line",
      group: "Script",
      icon: IconMovie,
      shortcut: "alt+shift+O",
      run: () => {
        const { $from } = editor.state.selection;
        for (let index = $from.index(0); index >= 0; index -= 1) {
          const block = editor.state.doc.child(index);
          const shot = beside.get(block.attrs["id"] as string)?.shots.at(-1)?.shot;
          if (shot !== undefined) return go("shots", { scene: shot.sceneId, shot: shot.id });
          if (block.type.name === "sceneHeading") return undefined;
        }
        return undefined;
      },
    },
  ]);

  const hasShots = [...beside.values()].some((one) => one.shots.length > 0);
  return (
    <>
      {hasShots || scenes.length === 0 ? null : (
        <Text c="dimmed" size="sm" px={24} py={12}>
          No scene has shots yet. Plan them in the Shot Studio, and camera, cast and props appear here.
        </Text>
      )}
      <div className="shooting-head" aria-hidden>
        <span>Script</span>
        <span>Camera</span>
        <span>Cast</span>
        <span>Props and more</span>
      </div>
    </>
  );
}

function allBlocks(blocks: readonly ScriptBlock[]) {
  return blocks;
}

function readAll(assets: Y.Doc) {
  return readAssets(assets);
}
