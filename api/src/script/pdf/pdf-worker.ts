import { answerInThread } from "../../thread/answer.ts";
import { drawScreenplay } from "./draw-screenplay.ts";

await answerInThread(drawScreenplay, (pdf) => [pdf.buffer as ArrayBuffer]);
