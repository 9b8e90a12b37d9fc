import { ActionIcon, Menu, Textarea } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconDots, IconFocus2, IconPencil } from "@tabler/icons-react";
import { memo, useEffect, useRef, useState, type KeyboardEvent } from "react";
import { formatEighths } from "@backlot/shared/screenplay/pagination";
import { runAction } from "../../app/actions.ts";
import { useSortable } from "../../shot/Sortable.tsx";
import { useDesk } from "../desk-context.ts";
import type { SceneEntry } from "../script-facts.ts";
import { useSynopsis } from "./use-synopsis.ts";
import classes from "./SceneNavigator.module.css";

type Props = {
  scene: SceneEntry;
  isCurrent: boolean;
  isFull: boolean;
  isLast: boolean;
  onKeyDown: (event: KeyboardEvent, sceneId: string) => void;
  onMove: (sceneId: string, way: "up" | "down") => void;
};

/**
 * One scene: number, heading, and with `isFull` its length, who speaks and what happens. Dragged as a whole. Drawn again
 * only when something of it changes: a film has hundreds, and somebody types in one of them.
 */
export const SceneCard = memo(function SceneCard(props: Props) {
  const { scene, isCurrent, isFull, isLast, onKeyDown, onMove } = props;
  const { goTo, isEditable } = useDesk();
  const [isWriting, setWriting] = useState(false);
  const { rowRef, handleRef, isDragged, isTarget } = useSortable(scene.id, { isFixed: isWriting });
  const heading = scene.heading || "Untitled scene";
  return (
    <li
      ref={rowRef}
      className={classes.card}
      data-current={isCurrent || undefined}
      data-dragged={isDragged || undefined}
      data-target={isTarget || undefined}
    >
      <button
        ref={handleRef}
        type="button"
        className={classes.scene}
        data-scene={scene.id}
        aria-current={isCurrent ? "location" : undefined}
        onClick={() => goTo(scene.id)}
        onKeyDown={(event) => onKeyDown(event, scene.id)}
      >
        <span className={classes.number}>{scene.number}</span>
        <span className={classes.words}>
          <span className={classes.heading}>{heading}</span>
          {isFull ? (
            <>
              <span className={classes.facts}>
                {scene.isOmitted
                  ? "Omitted"
                  : `${formatEighths(scene.eighths)} ${scene.eighths > 8 ? "pages" : "page"}`}
                {scene.cast.length === 0 ? "" : ` · ${scene.cast.join(", ")}`}
              </span>
              {scene.synopsis === "" || isWriting ? null : (
                <span className={classes.synopsis}>{scene.synopsis}</span>
              )}
            </>
          ) : null}
        </span>
      </button>
      <Menu position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon
            size={26}
            className={classes.more}
            aria-label={`More of scene ${scene.position}: ${heading}`}
          >
            <IconDots size={16} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isEditable ? (
            <>
              <Menu.Item
                leftSection={<IconArrowUp size={16} />}
                disabled={scene.position === 1}
                onClick={() => onMove(scene.id, "up")}
              >
                Move up
              </Menu.Item>
              <Menu.Item
                leftSection={<IconArrowDown size={16} />}
                disabled={isLast}
                onClick={() => onMove(scene.id, "down")}
              >
                Move down
              </Menu.Item>
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => setWriting(true)}>
                {scene.synopsis === "" ? "Write a synopsis" : "Edit the synopsis"}
              </Menu.Item>
            </>
          ) : null}
          <Menu.Item
            leftSection={<IconFocus2 size={16} />}
            onClick={() => {
              goTo(scene.id);
              runAction("script.focus-scene");
            }}
          >
            Show this scene alone
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isWriting ? <SynopsisField scene={scene} onDone={() => setWriting(false)} /> : null}
    </li>
  );
});

function SynopsisField({ scene, onDone }: { scene: SceneEntry; onDone: () => void }) {
  const write = useSynopsis();
  const [draft, setDraft] = useState(scene.synopsis);
  const [isLeft, setLeft] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  // After the menu that opened it has given its focus back.
  useEffect(() => {
    const timer = setTimeout(() => field.current?.focus(), 0);
    return () => clearTimeout(timer);
  }, []);

  function keep() {
    if (isLeft) return;
    setLeft(true);
    write(scene.id, draft);
    onDone();
  }

  return (
    <Textarea
      className={classes.field}
      size="xs"
      autosize
      minRows={2}
      maxRows={6}
      maxLength={500}
      ref={field}
      aria-label={`What happens in scene ${scene.position}`}
      placeholder="What happens here, in a sentence"
      value={draft}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
          event.preventDefault();
          keep();
        }
        if (event.key !== "Escape") return;
        event.stopPropagation();
        setLeft(true);
        onDone();
      }}
    />
  );
}
