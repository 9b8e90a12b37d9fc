import type { AssistantResult, AssistantTask } from "@backlot/shared/assistant/schema";
import { AppError } from "@backlot/shared/errors/app-error";
import { plainText } from "@backlot/shared/screenplay/block";
import { parseFountain } from "@backlot/shared/screenplay/fountain-parse";

/** Reads what a model wrote. Throws `assistant-failed` when there is nothing in it that was asked for. */
export function readAnswer(task: AssistantTask["task"], text: string): AssistantResult {
  const answer = withoutFence(text);
  switch (task) {
    case "questions":
      return { kind: "questions", questions: found(readQuestions(answer)) };
    case "outline":
      return { kind: "outline", beats: found(readBeats(answer)) };
    case "scene":
    case "rewrite":
      return { kind: "blocks", blocks: found(readBlocks(answer)) };
    default:
      return task satisfies never;
  }
}

function found<T>(all: T[]): T[] {
  if (all.length > 0) return all;
  throw new AppError("assistant-failed", {
    sentence: "The assistant's answer is not in a form that can be read.",
    nextStep: "Ask again, or choose a larger model.",
  });
}

/** Some models wrap everything in a code fence, or think aloud first. */
function withoutFence(text: string): string {
  const spoken = text.replaceAll(/<think>[\s\S]*?<\/think>/g, "");
  return (/```[a-z]*\n([\s\S]*?)```/i.exec(spoken)?.[1] ?? spoken).trim();
}

function readQuestions(text: string) {
  return text.split("\n").flatMap((line) => {
    const [question = "", hint = "", act = "", beatTitle = ""] = line
      .replace(/^\s*(?:[-*]|\d+[.)])\s*/, "")
      .split("|")
      .map((part) => part.trim());
    if (!question.endsWith("?")) return [];
    return {
      question: question.slice(0, 500),
      hint: hint.slice(0, 500),
      act: /^act (?:one|two|three)$/i.test(act) ? capitalised(act) : "Act two",
      beatTitle: (beatTitle === "" ? question : beatTitle).slice(0, 120),
    };
  });
}

function readBeats(text: string) {
  return text.split("\n").flatMap((line) => {
    const act = /^\s*#+\s*(.+?)\s*$/.exec(line)?.[1];
    if (act !== undefined) {
      return { kind: "act" as const, title: bare(act).slice(0, 120), text: "" };
    }
    const step = /^\s*(?:[-*]|\d+[.)])\s+(.+)$/.exec(line)?.[1];
    if (step === undefined) return [];
    const [title = "", ...rest] = bare(step).split(/:\s+|\s+[–—-]\s+/);
    return { kind: "beat" as const, title: title.slice(0, 120), text: rest.join(": ").slice(0, 4000) };
  });
}

function readBlocks(text: string) {
  return parseFountain(text).blocks.filter(
    (block) => block.type === "pageBreak" || plainText(block).trim() !== "",
  );
}

function bare(text: string): string {
  return text.replaceAll(/\*\*|__/g, "").trim();
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
}
