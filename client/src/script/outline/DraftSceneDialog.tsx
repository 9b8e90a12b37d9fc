import { Button, Group, Modal, Text } from "@mantine/core";
import { readBeats, changeBeat } from "@backlot/shared/documents/outline";
import { addProposals } from "@backlot/shared/documents/proposals";
import { localEdit } from "@backlot/shared/documents/record";
import { readBlocks } from "@backlot/shared/documents/script";
import { placeOfScene } from "@backlot/shared/outline/scene-from-beat";
import type { Beat } from "@backlot/shared/outline/schema";
import { plainText } from "@backlot/shared/screenplay/block";
import { notifyDone } from "../../app/notify.tsx";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";
import { AssistantAnswer } from "../assistant/AssistantAnswer.tsx";
import { WhoIsAsked } from "../assistant/WhoIsAsked.tsx";
import { useAssistant } from "../assistant/use-assistant.ts";

/** Blocks that are remembered of the place where a scene would stand. */
const placeLength = 8;

/** Has the assistant write the scene of a beat; it is proposed in the script at the place where it belongs. */
export function DraftSceneDialog({ row, onClose }: { row: Beat; onClose: () => void }) {
  const assistant = useAssistant();
  const { me } = useProject();
  const { documents } = useSession();

  async function draft() {
    const beats = readBeats(documents.outline);
    const blocks = readBlocks(documents.script);
    const at = blocks.findIndex((block) => block.id === placeOfScene(blocks, beats, row.id));
    const result = await assistant.ask({
      task: "scene",
      beat: { title: row.title.slice(0, 200), text: row.text.slice(0, 4000) },
      outline: beats.map((one) => `${one.kind === "act" ? "#" : "-"} ${one.title}: ${one.text}`).join("\n"),
      before: blocks
        .slice(Math.max(0, at - 30), at + 1)
        .map(plainText)
        .join("\n"),
    });
    if (result?.kind !== "blocks") return;
    const place = blocks
      .slice(Math.max(0, at + 1 - placeLength), at + 1)
      .map((block) => block.id)
      .toReversed();
    const author = { id: me.id, name: me.name };
    addProposals(
      documents.script,
      [
        {
          change: { kind: "insert", place, blocks: result.blocks },
          author,
          origin: "assistant",
          note: `The scene of “${row.title || "Untitled"}”`,
          at: Date.now(),
        },
      ],
      localEdit,
    );
    const heading = result.blocks.find((block) => block.type === "sceneHeading");
    // Once the proposal is accepted, the beat knows its scene.
    if (heading !== undefined) changeBeat(documents.outline, row.id, { sceneId: heading.id }, localEdit);
    notifyDone("The scene is proposed in the script.");
    onClose();
  }

  return (
    <Modal
      opened
      onClose={onClose}
      title={`Draft the scene of “${row.title || "Untitled"}”`}
      closeButtonProps={{ "aria-label": "Close" }}
    >
      <WhoIsAsked assistant={assistant} without="No assistant is asked in this film." />
      <Text size="sm" mt={12}>
        {row.text}
      </Text>
      <AssistantAnswer assistant={assistant} />
      <Group justify="end" mt={16}>
        <Button disabled={!assistant.isReady} loading={assistant.isWriting} onClick={() => void draft()}>
          Draft the scene
        </Button>
      </Group>
    </Modal>
  );
}
