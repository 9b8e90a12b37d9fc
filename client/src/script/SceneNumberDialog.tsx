import { Button, Group, Modal, TextInput } from "@mantine/core";
import { IconHash } from "@tabler/icons-react";
import { useState } from "react";
import { useActions } from "../app/actions.ts";
import { useCaret, useDesk, useFacts } from "./desk-context.ts";
import { isSceneNumber, sceneOfNumber, setSceneNumber } from "./editor/scene-number.ts";

/** The number that a scene is called by from now on; without one it is counted. */
export function SceneNumberDialog() {
  const { isEditable } = useDesk();
  const caret = useCaret();
  const facts = useFacts();
  const [sceneId, open] = useState<string | null>(null);
  useActions([
    {
      id: "script.scene-number",
      label: "Number of this scene …",
      group: "Elements",
      icon: IconHash,
      keywords: ["12A", "renumber", "scene number"],
      isAvailable: () => isEditable && caret.sceneId !== null,
      run: () => open(caret.sceneId),
    },
  ]);
  const scene = facts.scenes.find((one) => one.id === sceneId);
  return (
    <Modal
      opened={scene !== undefined}
      onClose={() => open(null)}
      title={`Number of ${scene?.heading || "this scene"}`}
      size="sm"
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {scene === undefined ? null : (
        <NumberForm sceneId={scene.id} present={scene.number ?? ""} onDone={() => open(null)} />
      )}
    </Modal>
  );
}

function NumberForm({ sceneId, present, onDone }: { sceneId: string; present: string; onDone: () => void }) {
  const { editor } = useDesk();
  const [text, setText] = useState(present);
  const number = text.trim();
  const other = number === "" ? null : sceneOfNumber(editor.state, number);
  const problem =
    number !== "" && !isSceneNumber(number)
      ? "Up to 20 letters, digits, dashes and dots."
      : other !== null && other !== sceneId
        ? `Another scene is ${number} already.`
        : null;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem !== null) return;
        const tr = setSceneNumber(editor.state, sceneId, number === "" ? null : number);
        if (tr !== null) editor.view.dispatch(tr);
        onDone();
      }}
    >
      <TextInput
        label="Scene number"
        description="Empty: the scene is counted."
        data-autofocus
        autoComplete="off"
        maxLength={20}
        value={text}
        error={problem}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="end" mt={16}>
        <Button variant="default" onClick={onDone}>
          Cancel
        </Button>
        <Button type="submit" disabled={problem !== null}>
          Save
        </Button>
      </Group>
    </form>
  );
}
