import { z } from "zod";

/** How long texts of the interview and of proposed beats may be; writers keep to it and readers cut. */
export const questionLimits = { question: 500, hint: 500, act: 80, beatTitle: 120 } as const;
export const beatLimits = { title: 120, text: 4000 } as const;

/** One row of the outline: an act, or a step of the story. */
export const beat = z.object({
  id: z.string(),
  kind: z.enum(["act", "beat"]),
  order: z.string(),
  title: z.string(),
  text: z.string(),
  /** Id of the heading of the scene that was made of it. */
  sceneId: z.string().nullable(),
  /** The interview's question whose answer filled it, and with what. */
  questionId: z.string().nullable(),
  filledWith: z.string(),
  createdAt: z.number(),
  deletedAt: z.number().nullable(),
});
export type Beat = z.infer<typeof beat>;

/** One question of the interview with what has been answered so far. */
export const storyQuestion = z.object({
  id: z.string(),
  order: z.string(),
  /** `fixed` ones come with the project; the assistant's are about what was answered. */
  origin: z.enum(["fixed", "assistant"]),
  question: z.string().max(questionLimits.question),
  /** Why it is asked, or what a good answer has. */
  hint: z.string().max(questionLimits.hint),
  /** The act and the beat that the answer fills. */
  act: z.string().max(questionLimits.act),
  beatTitle: z.string().max(questionLimits.beatTitle),
  answer: z.string(),
});
export type StoryQuestion = z.infer<typeof storyQuestion>;

/** A beat that the assistant or a person proposes. */
export const beatProposal = z.object({
  id: z.string(),
  kind: z.enum(["act", "beat"]),
  title: z.string().min(1).max(beatLimits.title),
  text: z.string().max(beatLimits.text),
  author: z.object({ id: z.string(), name: z.string() }),
  createdAt: z.number(),
});
export type BeatProposal = z.infer<typeof beatProposal>;
