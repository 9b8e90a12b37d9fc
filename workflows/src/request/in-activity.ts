import { defaultPayloadConverter } from "@temporalio/common";
import type { ActivityInboundCallsInterceptor } from "@temporalio/worker";
import { headerName } from "@backlot/shared/pipeline/contract";
import { inRequest } from "@backlot/shared/server/request-id";

/** Does an activity's work as part of the request that its workflow was told of. */
export const activityInRequest: ActivityInboundCallsInterceptor = {
  execute: (input, next) => {
    const header = input.headers[headerName.requestId];
    if (header === undefined) return next(input);
    return inRequest(defaultPayloadConverter.fromPayload<string>(header), () => next(input));
  },
};

/** Where the other half is, which runs inside the workflows. */
export const workflowInterceptorModules = [new URL("in-workflow.ts", import.meta.url).pathname];
