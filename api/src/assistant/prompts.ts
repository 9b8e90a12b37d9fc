import { plainText } from "@backlot/shared/screenplay/block";
import { printFountain } from "@backlot/shared/screenplay/fountain-print";
import type { AssistantTask } from "@backlot/shared/assistant/schema";

export type Prompt = { instructions: string; prompt: string; maxOutputTokens: number };

const craft =
  "You help the writers of a film. Write in the language of what they wrote. Be concrete and visual; no flattery, no " +
  "explanation around the answer.";

const fountain =
  "Answer with screenplay text in Fountain format and nothing else: scene headings such as INT. KITCHEN - DAY, action " +
  "in the present tense, cues in capitals with the line below. No code fence, no title page.";

/** What a model is told for each task. The answers are plain lines, so that small local models manage them too. */
export function promptFor(task: AssistantTask): Prompt {
  switch (task.task) {
    case "questions":
      return {
        instructions:
          `${craft} Read the interview and ask up to six questions that the story still leaves open. One a line, in ` +
          "this form and nothing else:\nQuestion? | why it matters, in one short sentence | Act one, Act two or Act three | title of the beat that the answer would fill",
        prompt: interview(task.story),
        maxOutputTokens: 1_200,
      };
    case "outline":
      return {
        instructions:
          `${craft} Make an outline of the film from the interview, 8 to 16 beats in three acts. Answer in this form and ` +
          "nothing else:\n# Act one\n- Title of the beat: what happens, in one or two sentences",
        prompt: interview(task.story),
        maxOutputTokens: 3_000,
      };
    case "scene":
      return {
        instructions: `${craft} Write the one scene that the beat asks for. ${fountain}`,
        prompt: [
          task.outline === "" ? "" : `The outline:\n${task.outline}`,
          task.before === "" ? "" : `The script until there ends like this:\n${task.before}`,
          `The beat: ${task.beat.title}\n${task.beat.text}`,
        ]
          .filter(Boolean)
          .join("\n\n"),
        maxOutputTokens: 4_000,
      };
    case "rewrite":
      return {
        instructions:
          `${craft} Rewrite the passage as asked. Keep whatever the wish does not touch word for word, and every ` +
          `name as it is. ${fountain}`,
        prompt: [
          task.before === "" ? "" : `What stands before it, for context only:\n${task.before}`,
          `The passage:\n${printFountain({ titlePage: [], blocks: task.blocks })}`,
          `The wish: ${task.wish}`,
        ]
          .filter(Boolean)
          .join("\n\n"),
        maxOutputTokens: 1_000 + 2 * task.blocks.reduce((sum, block) => sum + plainText(block).length, 0),
      };
    default:
      return task satisfies never;
  }
}

function interview(story: readonly { question: string; answer: string }[]): string {
  return story
    .map(
      ({ question, answer }) =>
        `Q: ${question}\nA: ${answer.trim() === "" ? "(not answered)" : answer.trim()}`,
    )
    .join("\n\n");
}
