import { z } from "zod";
import { storyQuestion } from "../outline/schema.ts";
import { ScriptBlock } from "../screenplay/block.ts";

/** Whom a project asks: Anthropic by key, or any server that speaks the OpenAI protocol, at home or hosted. */
export const assistantProvider = z.enum(["anthropic", "openai-compatible"]);
export type AssistantProvider = z.infer<typeof assistantProvider>;

export const assistantSettings = z
  .object({
    provider: assistantProvider,
    /** Where the server answers, such as "http://localhost:11434/v1"; Anthropic has an address of its own. */
    baseUrl: z.url({ protocol: /^https?$/, error: "An address begins with http:// or https://." }).nullable(),
    model: z.string().trim().min(1, "Which model?").max(120),
    /** Tokens a day, in and out together, beyond which nobody asks. */
    dailyTokens: z.number().int().min(1_000).max(100_000_000),
  })
  .refine((settings) => settings.provider === "anthropic" || settings.baseUrl !== null, {
    path: ["baseUrl"],
    error: "A server of your own needs its address.",
  });
export type AssistantSettings = z.infer<typeof assistantSettings>;

export const assistantStatus = z.object({
  /** `off`: nothing is set, or a key is missing; everything works without. */
  state: z.enum(["off", "ready"]),
  settings: assistantSettings.nullable(),
  hasKey: z.boolean(),
  usedToday: z.number().int(),
});
export type AssistantStatus = z.infer<typeof assistantStatus>;

const answered = storyQuestion.pick({ question: true, answer: true });
const story = z.array(answered).max(60);
const words = z.string().max(60_000);

/** What the assistant can be asked for. Whatever it writes comes back as something to accept, never as an edit. */
export const assistantTask = z.discriminatedUnion("task", [
  /** The questions that the story leaves open after these answers. */
  z.object({ task: z.literal("questions"), story }),
  /** An outline from the answers. */
  z.object({ task: z.literal("outline"), story }),
  /** A scene from a beat; `before` is how the script goes on until there. */
  z.object({
    task: z.literal("scene"),
    beat: z.object({ title: z.string().max(200), text: z.string().max(4000) }),
    outline: words,
    before: words,
  }),
  /** Other words for a few blocks, as asked. */
  z.object({
    task: z.literal("rewrite"),
    blocks: z.array(ScriptBlock).min(1).max(200),
    wish: z.string().trim().min(1, "Say what should be different.").max(2000),
    before: words,
  }),
]);
export type AssistantTask = z.infer<typeof assistantTask>;

const proposedQuestion = storyQuestion.pick({ question: true, hint: true, act: true, beatTitle: true });
const proposedBeat = z.object({ kind: z.enum(["act", "beat"]), title: z.string(), text: z.string() });

/** What a task comes to, ready to be proposed. */
export const assistantResult = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("questions"), questions: z.array(proposedQuestion) }),
  z.object({ kind: z.literal("outline"), beats: z.array(proposedBeat) }),
  z.object({ kind: z.literal("blocks"), blocks: z.array(ScriptBlock) }),
]);
export type AssistantResult = z.infer<typeof assistantResult>;

/** One line of the streamed answer: words as they come, then the result or what went wrong. */
export const assistantEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({ type: z.literal("result"), result: assistantResult, tokens: z.number().int() }),
  z.object({
    type: z.literal("error"),
    code: z.string(),
    sentence: z.string(),
    nextStep: z.string().optional(),
  }),
]);
export type AssistantEvent = z.infer<typeof assistantEvent>;
