import type { WorkflowClientInterceptor } from "@temporalio/client";
import { defaultPayloadConverter } from "@temporalio/common";
import { headerName } from "@backlot/shared/pipeline/contract";
import { currentRequestId } from "@backlot/shared/server/request-id";

/** Tells a workflow which request started or moved it, for the logs of what comes of that. */
export const requestHeader: WorkflowClientInterceptor = {
  start: (input, next) => next(withHeader(input)),
  startUpdate: (input, next) => next(withHeader(input)),
  signal: (input, next) => next(withHeader(input)),
};

function withHeader<Input extends { headers: object }>(input: Input): Input {
  const requestId = currentRequestId();
  if (requestId === null) return input;
  const header = defaultPayloadConverter.toPayload(requestId);
  return { ...input, headers: { ...input.headers, [headerName.requestId]: header } };
}
