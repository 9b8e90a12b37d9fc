import { Button, Group } from "@mantine/core";
import { addBeatProposals, addQuestions } from "@backlot/shared/documents/outline";
import { localEdit } from "@backlot/shared/documents/record";
import type { StoryQuestion } from "@backlot/shared/outline/schema";
import { notifyDone } from "../../app/notify.tsx";
import { counted } from "../../app/words.ts";
import { useProject } from "../../project/use-project.tsx";
import { useSession } from "../../session/hooks.ts";
import { AssistantAnswer } from "../assistant/AssistantAnswer.tsx";
import { WhoIsAsked } from "../assistant/WhoIsAsked.tsx";
import { useAssistant } from "../assistant/use-assistant.ts";

type Props = { isEditable: boolean; questions: readonly StoryQuestion[] };

/** Says who asks; with an assistant, lets it ask what is still open and draft an outline from the answers. */
export function AssistantBar({ isEditable, questions }: Props) {
  const assistant = useAssistant();
  const { me } = useProject();
  const doc = useSession().documents.outline;
  const story = questions.map(({ question, answer }) => ({ question, answer })).slice(0, 60);
  const hasAnswers = questions.some((one) => one.answer.trim() !== "");

  async function askOpen() {
    const result = await assistant.ask({ task: "questions", story });
    if (result?.kind !== "questions") return;
    addQuestions(doc, result.questions, localEdit);
    notifyDone(`${counted(result.questions.length, "question")} added at the end.`);
  }

  async function draft() {
    const result = await assistant.ask({ task: "outline", story });
    if (result?.kind !== "outline") return;
    const author = { id: me.id, name: me.name };
    addBeatProposals(doc, result.beats, author, Date.now(), localEdit);
  }

  return (
    <div>
      <WhoIsAsked
        assistant={assistant}
        without="These are fixed questions that every story has to answer. No assistant is asked; what you write stays in this studio."
      />
      {isEditable && assistant.isReady ? (
        <Group gap={8} mt={10}>
          <Button
            size="compact-md"
            variant="default"
            disabled={assistant.isWriting}
            onClick={() => void askOpen()}
          >
            Ask what is still open
          </Button>
          <Button
            size="compact-md"
            variant="default"
            disabled={assistant.isWriting || !hasAnswers}
            onClick={() => void draft()}
          >
            Draft an outline
          </Button>
        </Group>
      ) : null}
      <AssistantAnswer assistant={assistant} />
    </div>
  );
}
