import type { Headers, WorkflowInterceptorsFactory } from "@temporalio/workflow";
import { headerName } from "@backlot/shared/pipeline/contract";

/**
 * Hands the id of the request that started a workflow, or last moved it, to all that the workflow starts. It travels in
 * headers, so that no input of a workflow or activity needs to know of it.
 */
export const interceptors: WorkflowInterceptorsFactory = () => {
  let newest: Headers[string] | undefined;
  const hear = (headers: Headers) => (newest = headers[headerName.requestId] ?? newest);
  const tell = <Input extends { headers: Headers }>(input: Input): Input =>
    newest === undefined
      ? input
      : { ...input, headers: { ...input.headers, [headerName.requestId]: newest } };
  return {
    inbound: [
      {
        execute: (input, next) => (hear(input.headers), next(input)),
        handleUpdate: (input, next) => (hear(input.headers), next(input)),
        handleSignal: (input, next) => (hear(input.headers), next(input)),
      },
    ],
    outbound: [
      {
        scheduleActivity: (input, next) => next(tell(input)),
        scheduleLocalActivity: (input, next) => next(tell(input)),
        startChildWorkflowExecution: (input, next) => next(tell(input)),
        continueAsNew: (input, next) => next(tell(input)),
      },
    ],
  };
};
