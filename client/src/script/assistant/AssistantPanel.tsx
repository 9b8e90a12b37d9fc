import { Button, Stack, Text, Textarea } from "@mantine/core";
import type { Editor } from "@tiptap/core";
import { useState } from "react";
import { addProposals } from "@backlot/shared/documents/proposals";
import { localEdit } from "@backlot/shared/documents/record";
import { readBlocks } from "@backlot/shared/documents/script";
import { rewriteChanges } from "@backlot/shared/proposal/rewrite";
import { plainText, type ScriptBlock } from "@backlot/shared/screenplay/block";
import { notifyDone } from "../../app/notify.tsx";
import { runAction } from "../../app/actions.ts";
import { counted } from "../../app/words.ts";
import { useProject } from "../../project/use-project.tsx";
import { useDesk } from "../desk-context.ts";
import { blocksOf } from "../editor/blocks-of.ts";
import { useSuggesting } from "../proposal/suggest-context.ts";
import { AssistantAnswer } from "./AssistantAnswer.tsx";
import { useAssistant } from "./use-assistant.ts";
import { WhoIsAsked } from "./WhoIsAsked.tsx";

/** Asks for other words for the selected lines; what comes is proposed, never written. */
export default function AssistantPanel() {
  const { editor, isEditable } = useDesk();
  const { script } = useSuggesting();
  const { me } = useProject();
  const assistant = useAssistant();
  const [wish, setWish] = useState("");

  async function rewrite() {
    const { before, blocks } = selected(editor);
    const result = await assistant.ask({ task: "rewrite", blocks, wish: wish.trim(), before });
    if (result?.kind !== "blocks") return;
    const changes = rewriteChanges(readBlocks(script), blocks, result.blocks);
    if (changes === null) {
      notifyDone("The lines that were selected are gone from the script; nothing was proposed.");
      return;
    }
    const note = wish.trim();
    const author = { id: me.id, name: me.name };
    const proposals = changes.map((change) => {
      return { change, author, origin: "assistant", note, at: Date.now() } as const;
    });
    if (proposals.length === 0) {
      notifyDone("The assistant would leave these lines as they are.");
      return;
    }
    addProposals(script, proposals, localEdit);
    notifyDone(`${counted(proposals.length, "change")} proposed.`);
    runAction("script.panel.proposals");
  }

  return (
    <Stack p={16} gap={14}>
      <WhoIsAsked assistant={assistant} without="No assistant is asked in this film." />
      {isEditable && assistant.isReady ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (wish.trim() !== "") void rewrite();
          }}
        >
          <Textarea
            label="Rewrite the selected lines"
            description="Select lines on the page, and say what should be different."
            placeholder="Shorter, and he must not say that he is afraid"
            autosize
            minRows={3}
            maxLength={2000}
            value={wish}
            onChange={(event) => setWish(event.currentTarget.value)}
          />
          <Button
            mt={10}
            type="submit"
            variant="light"
            disabled={wish.trim() === ""}
            loading={assistant.isWriting}
          >
            Rewrite
          </Button>
        </form>
      ) : null}
      <AssistantAnswer assistant={assistant} />
      <Text size="xs" c="dimmed">
        Scenes from beats, outlines and questions are asked for in the outline.
      </Text>
    </Stack>
  );
}

/** The blocks that the selection touches, and the last lines before them. */
function selected(editor: Editor): { before: string; blocks: ScriptBlock[] } {
  const { doc, selection } = editor.state;
  const blocks = blocksOf(doc);
  const [from, to] = [selection.$from.index(0), selection.$to.index(0)];
  return {
    before: blocks
      .slice(Math.max(0, from - 12), from)
      .map(plainText)
      .join("\n"),
    blocks: blocks.slice(from, Math.min(to + 1, from + 200)),
  };
}
