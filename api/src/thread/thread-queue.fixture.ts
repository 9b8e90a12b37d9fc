import { AppError } from "@backlot/shared/errors/app-error";
import { answerInThread } from "./answer.ts";

/** Work for tests of the queue: says something, refuses, never ends, fills the memory, or breaks. */
await answerInThread((job: Record<string, unknown>) => {
  if (job["refuse"] === true)
    throw new AppError("bad-file", { sentence: "No scene was found.", field: "file" });
  if (job["break"] === true) throw new Error("broken");
  while (job["spin"] === true);
  const held: string[][] = [];
  while (job["fill"] === true) held.push(Array.from({ length: 10_000 }, (_, index) => `${index}`));
  return job["say"];
});
