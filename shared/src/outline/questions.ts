import type { StoryQuestion } from "./schema.ts";

type FixedQuestion = Pick<StoryQuestion, "id" | "question" | "hint" | "act" | "beatTitle">;

const one = "Act one";
const two = "Act two";
const three = "Act three";

/**
 * The questions that every story has to answer, in the order in which the answers make an outline. They need no
 * assistant: each answer fills the beat that it names.
 */
export const fixedQuestions: readonly FixedQuestion[] = [
  {
    id: "who",
    question: "Who is this about, and what do we see them do that tells us who they are?",
    hint: "One person, one telling action. Not a biography.",
    act: one,
    beatTitle: "Who it is about",
  },
  {
    id: "world",
    question: "What does an ordinary day look like, and what is already wrong with it?",
    hint: "What they put up with, and have stopped noticing.",
    act: one,
    beatTitle: "The ordinary world",
  },
  {
    id: "event",
    question: "What happens that cannot be ignored?",
    hint: "An event that we can see, not a change of mood.",
    act: one,
    beatTitle: "What sets it off",
  },
  {
    id: "want",
    question: "What do they want from then on, and how would we see that they have it?",
    hint: "Something that a camera could film.",
    act: one,
    beatTitle: "The decision",
  },
  {
    id: "against",
    question: "Who or what stands in the way, and why is it right from their own point of view?",
    hint: "The strongest opponent has a good reason.",
    act: two,
    beatTitle: "What stands in the way",
  },
  {
    id: "first-try",
    question: "What do they try first, and how does it make things worse?",
    hint: "The way they have always done things.",
    act: two,
    beatTitle: "The first try",
  },
  {
    id: "other",
    question: "Who do they need, and what does that person see in them?",
    hint: "A friend, a rival, a child: somebody who changes the question.",
    act: two,
    beatTitle: "The other person",
  },
  {
    id: "turn",
    question: "What do they learn half way that makes going back impossible?",
    hint: "A discovery, a kiss, a body, a lie that comes out.",
    act: two,
    beatTitle: "The turn in the middle",
  },
  {
    id: "loss",
    question: "What do they lose, and in what way is it their own doing?",
    hint: "The worst that can happen to this person, not to anyone.",
    act: two,
    beatTitle: "The loss",
  },
  {
    id: "truth",
    question: "What do they understand now that they did not want to know at the beginning?",
    hint: "How do we see that they have understood it?",
    act: three,
    beatTitle: "What they understand",
  },
  {
    id: "final",
    question: "What do they do at the end that they could not have done at the beginning?",
    hint: "One action, against the one who stood in the way.",
    act: three,
    beatTitle: "The last test",
  },
  {
    id: "image",
    question: "What is the last picture, and how is it the first one changed?",
    hint: "Where are they, who is with them, what is the light?",
    act: three,
    beatTitle: "The last picture",
  },
];
