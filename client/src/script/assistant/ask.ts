import { assistantEvent, type AssistantResult, type AssistantTask } from "@backlot/shared/assistant/schema";
import { AppError, errorBody, errorCodes, type ErrorCode } from "@backlot/shared/errors/app-error";

/**
 * Asks the assistant and calls back with its words as they come. Rejects with `AppError` when it fails, and with
 * `cancelled` when `signal` ended it.
 */
export async function askAssistant(
  projectId: string,
  task: AssistantTask,
  { onText, signal }: { onText: (text: string) => void; signal: AbortSignal },
): Promise<AssistantResult> {
  try {
    const response = await fetch(`/api/projects/${projectId}/assistant/ask`, {
      method: "POST",
      credentials: "same-origin",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(task),
      signal,
    });
    if (!response.ok || response.body === null) throw refusal(await response.json().catch(() => null));
    for await (const line of linesOf(response.body)) {
      const event = assistantEvent.parse(JSON.parse(line));
      if (event.type === "text") onText(event.text);
      else if (event.type === "result") return event.result;
      else throw failure(event);
    }
  } catch (thrown) {
    if (thrown instanceof AppError) throw thrown;
    if (signal.aborted) throw new AppError("cancelled", { sentence: "Cancelled.", cause: thrown });
    throw unanswered(thrown);
  }
  throw unanswered(null);
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const reader = body.getReader();
  let rest = "";
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) if (line !== "") yield line;
  }
}

function refusal(body: unknown): AppError {
  const parsed = errorBody.safeParse(body);
  return parsed.success ? failure(parsed.data.error) : unanswered(body);
}

type Failure = { code: string; sentence: string; nextStep?: string | undefined };

function failure({ code, sentence, nextStep }: Failure): AppError {
  return new AppError(code in errorCodes ? (code as ErrorCode) : "internal", {
    sentence,
    ...(nextStep === undefined ? {} : { nextStep }),
  });
}

function unanswered(cause: unknown): AppError {
  return new AppError("documents-unavailable", {
    sentence: "The studio does not answer.",
    nextStep: "Check the connection, then ask again. Nothing was changed.",
    cause,
  });
}
