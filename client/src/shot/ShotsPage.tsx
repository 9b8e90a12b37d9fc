import { Button, Drawer, SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconCamera, IconFileText, IconPlus, IconRefresh } from "@tabler/icons-react";
import { useCallback, useState } from "react";
import { usePlace } from "../app/search.ts";
import { useProject } from "../project/use-project.tsx";
import { BringUpToDate } from "./BringUpToDate.tsx";
import { Empty } from "./Empty.tsx";
import { PresenceGrid } from "./PresenceGrid.tsx";
import { SceneCast } from "./SceneCast.tsx";
import { ShotCards } from "./ShotCards.tsx";
import { ShotInspector } from "./ShotInspector.tsx";
import { ShotTable } from "./ShotTable.tsx";
import { labelOfShot, type SceneGroup } from "./outline.ts";
import { useShotActions } from "./shot-actions.ts";
import { useStale } from "./takes.ts";
import { useShotList } from "./use-shot-list.ts";
import classes from "./page.module.css";

const views = [
  { value: "table", label: "Table" },
  { value: "cards", label: "Cards" },
  { value: "presence", label: "Presence" },
];

/** Shot Studio: the film's shots by scene, as a list, as a storyboard, and by who is in them. */
export default function ShotsPage() {
  const { search, look, go } = usePlace();
  const { can } = useProject();
  const [castId, setCastId] = useState<string | null>(null);
  const openCast = useCallback((scene: SceneGroup) => setCastId(scene.id), []);
  const list = useShotList(openCast);
  const isNarrow = useMediaQuery("(max-width: 62em)") === true;
  const [isBringing, setBringing] = useState(false);
  const stale = useStale().data?.items ?? 0;
  const view = views.some((one) => one.value === search.view) ? search.view : "table";
  const selected = search.shot;
  const label = selected === undefined ? null : labelOfShot(list.groups, selected);
  const group =
    list.groups.find((one) => selected !== undefined && one.shotIds.includes(selected)) ??
    list.groups.find((one) => one.id === search.scene) ??
    list.groups[0];
  const shownScene = list.groups.find((one) => one.id === search.scene) ?? group;

  useShotActions({ list, selected, group, bring: () => setBringing(true) });

  if (list.groups.length === 0) {
    return (
      <Empty icon={IconFileText} sentence="Shots belong to scenes, and the script has none yet.">
        <Button onClick={() => go("script")}>Write the first scene</Button>
      </Empty>
    );
  }

  const close = () => look({ shot: undefined });
  const inspector =
    selected === undefined || label === null ? null : (
      <ShotInspector key={selected} id={selected} label={label} list={list} onClose={close} />
    );

  return (
    <div className={classes.page}>
      <header className={classes.bar}>
        <h1 className={classes.title}>Shot Studio</h1>
        <SegmentedControl
          size="sm"
          aria-label="View"
          data={views}
          value={view ?? "table"}
          onChange={(next) => look({ view: next })}
        />
        <span className={classes.grow} />
        {stale > 0 && can("run.start") ? (
          <Button variant="light" leftSection={<IconRefresh size={16} />} onClick={() => setBringing(true)}>
            Bring {stale} up to date
          </Button>
        ) : null}
        {list.edits.mayEdit && group !== undefined && !group.isGone ? (
          <Button
            leftSection={<IconPlus size={16} />}
            aria-label="Add shot"
            classNames={{ root: classes.add, section: classes.addSign }}
            onClick={() => list.add(group, selected)}
          >
            <span className={classes.addWord}>Add shot</span>
          </Button>
        ) : null}
      </header>
      <div className={classes.body}>
        {view === "table" ? <ShotTable list={list} selected={selected} isNarrow={isNarrow} /> : null}
        {view === "cards" ? <ShotCards list={list} selected={selected} /> : null}
        {view === "presence" ? (
          <PresenceGrid
            list={list}
            group={shownScene}
            selected={selected}
            onScene={(scene) => look({ scene })}
          />
        ) : null}
        {isNarrow ? (
          <Drawer
            opened={inspector !== null}
            onClose={close}
            position="bottom"
            size="85%"
            withCloseButton={false}
            title={null}
          >
            {inspector}
          </Drawer>
        ) : (
          <aside className={classes.panel} aria-label="Inspector">
            {inspector ?? (
              <Empty icon={IconCamera} sentence="Select a shot to frame it, cast it and see its takes." />
            )}
          </aside>
        )}
      </div>
      <SceneCast
        group={list.groups.find((one) => one.id === castId)}
        list={list}
        onClose={() => setCastId(null)}
      />
      <BringUpToDate isOpen={isBringing} onClose={() => setBringing(false)} groups={list.groups} />
    </div>
  );
}
