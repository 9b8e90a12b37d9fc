import { Button, Group, Progress, Text } from "@mantine/core";
import { fillOutline, questionAnswer, readQuestions } from "@backlot/shared/documents/outline";
import { localEdit } from "@backlot/shared/documents/record";
import type { StoryQuestion } from "@backlot/shared/outline/schema";
import { notifyDone } from "../../app/notify.tsx";
import { SharedTextarea } from "../../app/shared-text.tsx";
import { counted } from "../../app/words.ts";
import { useDocumentValue, useSession } from "../../session/hooks.ts";
import { AssistantBar } from "./AssistantBar.tsx";
import classes from "./Outline.module.css";

/** The questions that the story leaves open. Their answers fill the outline, with or without an assistant. */
export function InterviewPanel({ isEditable }: { isEditable: boolean }) {
  const doc = useSession().documents.outline;
  const questions = useDocumentValue("outline", readQuestions);
  const answered = questions.filter((one) => one.answer.trim() !== "").length;

  function fill() {
    const { added, updated } = fillOutline(doc, Date.now(), localEdit);
    if (added + updated === 0) notifyDone("The outline has every answer already.");
    else notifyDone(`${counted(added, "beat")} added, ${updated} brought up to date.`);
  }

  return (
    <section className={classes.interview} aria-label="Interview">
      <h2 className={classes.title}>Interview</h2>
      <AssistantBar isEditable={isEditable} questions={questions} />
      <Group justify="space-between" mt={12} mb={8}>
        <Text size="sm" c="dimmed" component="output">
          {answered} of {questions.length} answered
        </Text>
        {isEditable ? (
          <Button size="compact-md" variant="light" disabled={answered === 0} onClick={fill}>
            Fill the outline
          </Button>
        ) : null}
      </Group>
      <Progress
        size={4}
        mb={16}
        value={questions.length === 0 ? 0 : (answered / questions.length) * 100}
        aria-label="Answered questions"
      />
      <ol className={classes.questions}>
        {questions.map((one) => (
          <Question key={one.id} question={one} isEditable={isEditable} />
        ))}
      </ol>
    </section>
  );
}

function Question({ question, isEditable }: { question: StoryQuestion; isEditable: boolean }) {
  const doc = useSession().documents.outline;
  return (
    <li className={classes.question}>
      <SharedTextarea
        label={question.question}
        description={
          question.origin === "assistant" ? `${question.hint} Asked by the assistant.` : question.hint
        }
        placeholder={isEditable ? "Your answer" : "Not answered yet"}
        readOnly={!isEditable}
        text={questionAnswer(doc, question.id)}
      />
    </li>
  );
}
