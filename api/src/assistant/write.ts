import { createAnthropic } from "@ai-sdk/anthropic";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText, type LanguageModel } from "ai";
import type { AssistantSettings } from "@backlot/shared/assistant/schema";
import { assistantFailure, tooSlow } from "./failures.ts";
import type { Prompt } from "./prompts.ts";

export type Usage = { inputTokens: number; outputTokens: number };

/** How long a model may be silent, seconds: before its first word, and between two. */
export type Patience = { first: number; between: number };

export const usualPatience: Patience = { first: 120, between: 45 };

/** The model that a project asks. A server of one's own may do without a key. */
export function modelOf(settings: AssistantSettings, key: string | null): LanguageModel {
  const address = settings.baseUrl === null ? {} : { baseURL: settings.baseUrl };
  if (settings.provider === "anthropic") {
    return createAnthropic({ ...address, apiKey: key ?? "" })(settings.model);
  }
  return createOpenAICompatible({
    name: "assistant",
    baseURL: settings.baseUrl ?? "",
    includeUsage: true,
    ...(key === null ? {} : { apiKey: key }),
  }).chatModel(settings.model);
}

/**
 * Streams what a model writes. Ends at `cancelled` or when the model falls silent; `onUsage` is called once with what
 * was used, also then (estimated at four letters a token where the server does not say).
 */
export async function* writeText(
  model: LanguageModel,
  { instructions, prompt, maxOutputTokens }: Prompt,
  {
    cancelled,
    patience,
    onUsage,
  }: { cancelled: AbortSignal; patience: Patience; onUsage: (usage: Usage) => void },
): AsyncGenerator<string> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), patience.first * 1000);
  let written = "";
  let usage: Usage | null = null;
  try {
    const { stream } = streamText({
      model,
      instructions,
      prompt,
      maxOutputTokens,
      maxRetries: 1,
      abortSignal: AbortSignal.any([cancelled, silence.signal]),
      // Failures arrive in the stream as well; nothing is to be printed.
      onError: () => {},
    });
    for await (const part of stream) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), patience.between * 1000);
      if (part.type === "text-delta") {
        written += part.text;
        yield part.text;
      } else if (part.type === "finish") {
        const { inputTokens, outputTokens } = part.totalUsage;
        if (inputTokens !== undefined && outputTokens !== undefined) usage = { inputTokens, outputTokens };
      } else if (part.type === "error") {
        throw silence.signal.aborted ? tooSlow(patience.between) : part.error;
      } else if (part.type === "abort" && silence.signal.aborted) {
        throw tooSlow(written === "" ? patience.first : patience.between);
      }
    }
  } catch (thrown) {
    throw assistantFailure(thrown);
  } finally {
    clearTimeout(timer);
    silence.abort();
    onUsage(
      usage ?? {
        inputTokens: Math.ceil((instructions.length + prompt.length) / 4),
        outputTokens: Math.ceil(written.length / 4),
      },
    );
  }
}
