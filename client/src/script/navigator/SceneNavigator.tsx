import { ActionIcon, SegmentedControl, Text, Tooltip, VisuallyHidden } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconLayoutList, IconList } from "@tabler/icons-react";
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { counted } from "../../app/words.ts";
import { SortableArea } from "../../shot/Sortable.tsx";
import { useDesk, useFacts } from "../desk-context.ts";
import { OutlineList } from "./OutlineList.tsx";
import { SceneCard } from "./SceneCard.tsx";
import { useSceneMoves } from "./use-scene-moves.ts";
import classes from "./SceneNavigator.module.css";

/** The scenes of the script as cards, or its outline. Arrows walk through them, Enter jumps, Alt+Shift+arrows move. */
export function SceneNavigator({ sceneId }: { sceneId: string | null }) {
  const { isEditable } = useDesk();
  const facts = useFacts();
  const [view, setView] = useLocalStorage({ key: "backlot:navigator", defaultValue: "scenes" });
  const [isFull, setFull] = useLocalStorage({ key: "backlot:scene-cards", defaultValue: true });
  const [said, say] = useState("");
  const list = useRef<HTMLOListElement>(null);
  const { move, dropOn } = useSceneMoves(say);

  // The list follows the caret, without ever taking the focus from the page.
  useEffect(() => {
    if (sceneId === null) return;
    list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  }, [sceneId]);

  function walk(event: KeyboardEvent, id: string) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (event.altKey && event.shiftKey) {
      event.stopPropagation();
      if (isEditable && move(id, step === 1 ? "down" : "up")) focusSoon(id);
      return;
    }
    if (event.altKey) return;
    const buttons = [...(list.current?.querySelectorAll<HTMLElement>("[data-scene]") ?? [])];
    const at = buttons.findIndex((one) => one === document.activeElement);
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  }

  /** The card is drawn in its new place a moment later; the focus goes along. */
  function focusSoon(id: string) {
    setTimeout(
      () => list.current?.querySelector<HTMLElement>(`[data-scene="${CSS.escape(id)}"]`)?.focus(),
      260,
    );
  }

  // The same functions for as long as the list is there, so that cards which stay the same are not drawn again.
  const newest = useRef({ walk, move });
  useEffect(() => {
    newest.current = { walk, move };
  });
  const onKeyDown = useCallback((event: KeyboardEvent, id: string) => newest.current.walk(event, id), []);
  const onMove = useCallback((id: string, way: "up" | "down") => void newest.current.move(id, way), []);

  return (
    <nav className={classes.navigator} aria-label="Scenes">
      <div className={classes.head}>
        <SegmentedControl
          size="xs"
          value={view}
          onChange={setView}
          aria-label="What the list shows"
          data={[
            { value: "scenes", label: `Scenes ${facts.scenes.length || ""}`.trim() },
            { value: "outline", label: "Outline" },
          ]}
        />
        {view === "scenes" ? (
          <Tooltip label={isFull ? "Headings only" : "Cards with synopsis, length and cast"}>
            <ActionIcon
              size={28}
              aria-label={isFull ? "Show headings only" : "Show cards"}
              onClick={() => setFull(!isFull)}
            >
              {isFull ? <IconList size={17} stroke={1.6} /> : <IconLayoutList size={17} stroke={1.6} />}
            </ActionIcon>
          </Tooltip>
        ) : null}
      </div>
      {view === "outline" ? (
        <OutlineList sceneId={sceneId} />
      ) : facts.scenes.length === 0 ? (
        <Text size="sm" c="dimmed" px={16} className={classes.none}>
          A scene begins with a heading such as INT. KITCHEN - DAY.
        </Text>
      ) : (
        <SortableArea
          isDisabled={!isEditable}
          label={(id) => facts.scenes.find((one) => one.id === id)?.heading ?? "Scene"}
          onDrop={dropOn}
        >
          <ol className={classes.list} ref={list}>
            {facts.scenes.map((scene) => (
              <SceneCard
                key={scene.id}
                scene={scene}
                isCurrent={scene.id === sceneId}
                isFull={isFull}
                isLast={scene.position === facts.scenes.length}
                onKeyDown={onKeyDown}
                onMove={onMove}
              />
            ))}
          </ol>
        </SortableArea>
      )}
      <VisuallyHidden component="output">{said}</VisuallyHidden>
      <Text size="xs" c="dimmed" className={classes.foot} component="output">
        {facts.pages === 0
          ? "No pages yet"
          : `${counted(facts.pages, "page")} · ${counted(facts.words, "word")}`}
      </Text>
    </nav>
  );
}
