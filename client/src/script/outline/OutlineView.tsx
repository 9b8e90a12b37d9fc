import { ActionIcon, Button, Group, Menu, Modal, Text, TextInput } from "@mantine/core";
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconGripVertical,
  IconPlus,
  IconRobot,
  IconTextPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { addBeat, beatText, changeBeat, moveBeat, readBeats } from "@backlot/shared/documents/outline";
import { localEdit } from "@backlot/shared/documents/record";
import { makeSceneOfBeat, suggestHeading } from "@backlot/shared/outline/scene-from-beat";
import type { Beat } from "@backlot/shared/outline/schema";
import { useActions } from "../../app/actions.ts";
import { notifyUndo } from "../../app/notify.tsx";
import { usePlace } from "../../app/search.ts";
import { SharedTextarea } from "../../app/shared-text.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useDocumentValue, useSession, useUndo } from "../../session/hooks.ts";
import { SortableArea, useSortable } from "../../shot/Sortable.tsx";
import { DraftSceneDialog } from "./DraftSceneDialog.tsx";
import { BeatProposals } from "./BeatProposals.tsx";
import { InterviewPanel } from "./InterviewPanel.tsx";
import { readSceneHeadings } from "./scene-headings.ts";
import { SharedLine } from "./SharedLine.tsx";
import classes from "./Outline.module.css";

/** The story in beats, before and beside the script; each can become a scene. The interview stands next to it. */
export default function OutlineView() {
  const { can } = useProject();
  const isEditable = can("document.edit");
  const doc = useSession().documents.outline;
  const rows = useDocumentValue("outline", readBeats);
  const headings = useDocumentValue("script", readSceneHeadings);
  const [scened, makeScene] = useState<Beat | null>(null);
  const [drafted, draftScene] = useState<Beat | null>(null);
  const undo = useUndo("outline");

  function add(kind: Beat["kind"], index?: number) {
    const acts = rows.filter((row) => row.kind === "act").length;
    const title = kind === "act" ? `Act ${["one", "two", "three", "four", "five"][acts] ?? acts + 1}` : "";
    const id = addBeat(doc, { kind, title, text: "", at: Date.now() }, index, localEdit);
    requestAnimationFrame(() => document.getElementById(`title-${id}`)?.focus());
  }

  function step(id: string, by: 1 | -1) {
    const at = rows.findIndex((row) => row.id === id);
    const to = Math.min(Math.max(at + by, 0), rows.length - 1);
    if (to !== at) moveBeat(doc, id, to, localEdit);
  }

  function drop(id: string, over: string) {
    const from = rows.findIndex((row) => row.id === id);
    const to = rows.findIndex((row) => row.id === over);
    if (from !== -1 && to !== -1) moveBeat(doc, id, to, localEdit);
  }

  function remove(row: Beat) {
    changeBeat(doc, row.id, { deletedAt: Date.now() }, localEdit);
    notifyUndo(`“${row.title || "Untitled"}” is deleted.`, () =>
      changeBeat(doc, row.id, { deletedAt: null }, localEdit),
    );
  }

  useActions([
    {
      id: "outline.add-beat",
      label: "Add a beat",
      group: "Outline",
      icon: IconPlus,
      isAvailable: () => isEditable,
      run: () => add("beat"),
    },
    {
      id: "outline.undo",
      label: "Undo in the outline",
      group: "Outline",
      shortcut: "mod+Z",
      isAvailable: () => isEditable && undo.canUndo,
      run: undo.undo,
    },
  ]);

  return (
    <div className={classes.page}>
      <section className={classes.outline} aria-label="Outline">
        <Group justify="space-between" mb={14}>
          <h2 className={classes.title}>Outline</h2>
          {isEditable ? (
            <Group gap={8}>
              <Button size="compact-md" variant="default" onClick={() => add("act")}>
                Add an act
              </Button>
              <Button
                size="compact-md"
                variant="light"
                leftSection={<IconPlus size={16} />}
                onClick={() => add("beat")}
              >
                Add a beat
              </Button>
            </Group>
          ) : null}
        </Group>
        <BeatProposals isEditable={isEditable} />
        {rows.length === 0 ? (
          <Text c="dimmed" size="sm">
            {isEditable
              ? "Nothing is outlined yet. Add the first beat, or answer some of the questions: the answers make the outline."
              : "Nothing is outlined yet."}
          </Text>
        ) : null}
        <SortableArea
          isDisabled={!isEditable}
          onDrop={drop}
          label={(id) => rows.find((row) => row.id === id)?.title || "Untitled"}
        >
          <ol className={classes.rows}>
            {rows.map((row, index) => (
              <BeatRow
                key={row.id}
                row={row}
                heading={row.sceneId === null ? undefined : headings[row.sceneId]}
                isEditable={isEditable}
                onStep={(by) => step(row.id, by)}
                onAddAfter={() => add("beat", index + 1)}
                onRemove={() => remove(row)}
                onScene={() => makeScene(row)}
                onDraft={() => draftScene(row)}
              />
            ))}
          </ol>
        </SortableArea>
      </section>
      <InterviewPanel isEditable={isEditable} />
      {drafted === null ? null : <DraftSceneDialog row={drafted} onClose={() => draftScene(null)} />}
      {scened === null ? null : <SceneDialog row={scened} onClose={() => makeScene(null)} />}
    </div>
  );
}

type RowProps = {
  row: Beat;
  /** Of the scene that was made of it, while the script has it. */
  heading: string | undefined;
  isEditable: boolean;
  onStep: (by: 1 | -1) => void;
  onAddAfter: () => void;
  onRemove: () => void;
  onScene: () => void;
  onDraft: () => void;
};

function BeatRow({ row, heading, isEditable, onStep, onAddAfter, onRemove, onScene, onDraft }: RowProps) {
  const doc = useSession().documents.outline;
  const { look } = usePlace();
  const { rowRef, handleRef, isDragged, isTarget } = useSortable(row.id);
  const name = row.title || (row.kind === "act" ? "Untitled act" : "Untitled beat");
  return (
    <li
      ref={rowRef}
      className={classes.row}
      data-kind={row.kind}
      data-dragged={isDragged || undefined}
      data-target={isTarget || undefined}
    >
      {isEditable ? (
        <button
          type="button"
          ref={handleRef}
          className={classes.handle}
          aria-label={`Move “${name}” with the arrows, or drag it`}
          onKeyDown={(event) => {
            const by = ({ ArrowUp: -1, ArrowDown: 1 } as const)[event.key];
            if (by === undefined) return;
            event.preventDefault();
            onStep(by);
          }}
        >
          <IconGripVertical size={16} aria-hidden />
        </button>
      ) : (
        <span />
      )}
      <div className={classes.words}>
        <SharedLine
          id={`title-${row.id}`}
          text={beatText(doc, row.id, "title")}
          label={row.kind === "act" ? "Title of the act" : "Title of the beat"}
          placeholder={row.kind === "act" ? "Act" : "What happens, in a few words"}
          isEditable={isEditable}
          isStrong
        />
        {row.kind === "act" ? null : (
          <SharedTextarea
            aria-label={`What happens in “${name}”`}
            placeholder="What happens"
            variant="unstyled"
            autosize={false}
            readOnly={!isEditable}
            text={beatText(doc, row.id, "text")}
          />
        )}
        {heading === undefined ? null : (
          <button
            type="button"
            className={classes.scene}
            onClick={() => look({ view: undefined, scene: row.sceneId ?? undefined }, { push: true })}
          >
            {heading || "Untitled scene"}
          </button>
        )}
      </div>
      {isEditable ? (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon aria-label={`More about “${name}”`}>
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {row.kind === "beat" && heading === undefined ? (
              <>
                <Menu.Item leftSection={<IconTextPlus size={16} />} onClick={onScene}>
                  Make a scene of it …
                </Menu.Item>
                <Menu.Item leftSection={<IconRobot size={16} />} onClick={onDraft}>
                  Draft the scene …
                </Menu.Item>
              </>
            ) : null}
            <Menu.Item leftSection={<IconPlus size={16} />} onClick={onAddAfter}>
              Add a beat behind it
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowUp size={16} />} onClick={() => onStep(-1)}>
              Move up
            </Menu.Item>
            <Menu.Item leftSection={<IconArrowDown size={16} />} onClick={() => onStep(1)}>
              Move down
            </Menu.Item>
            <Menu.Item leftSection={<IconTrash size={16} />} onClick={onRemove}>
              Delete
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      ) : null}
    </li>
  );
}

/** Asks for the heading, then writes the scene where it belongs among the scenes of the other beats. */
function SceneDialog({ row, onClose }: { row: Beat; onClose: () => void }) {
  const { documents } = useSession();
  const { look } = usePlace();
  const undo = useUndo("script");
  const [heading, setHeading] = useState(suggestHeading(row.title));
  function make() {
    undo.endStep();
    const sceneId = makeSceneOfBeat(documents.script, documents.outline, row.id, heading, localEdit);
    undo.endStep();
    onClose();
    notifyUndo(`The scene ${heading.toUpperCase()} is in the script.`, () => {
      undo.undo();
      changeBeat(documents.outline, row.id, { sceneId: null }, localEdit);
    });
    look({ view: undefined, scene: sceneId }, { push: true });
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={`Make a scene of “${row.title || "Untitled"}”`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (heading.trim() !== "") make();
        }}
      >
        <TextInput
          label="Scene heading"
          description="Inside or outside, the place, and the time of day."
          data-autofocus
          value={heading}
          onChange={(event) => setHeading(event.currentTarget.value)}
        />
        <Group justify="end" mt={16}>
          <Button type="submit" disabled={heading.trim() === ""}>
            Make the scene
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
