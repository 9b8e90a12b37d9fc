import { takeInScript } from "@backlot/shared/screenplay/script-source";
import { answerInThread } from "../thread/answer.ts";

await answerInThread(takeInScript);
