/** Entry of the workflow bundle: workflow code only, no Node. */
export { productionRun } from "./production-run/workflow.ts";
export { generationJob } from "./generation-job/workflow.ts";
export { renderJob } from "./render-job/workflow.ts";
