import { createServer, type IncomingMessage } from "node:http";

export type LanguageAnswer =
  /** Words that are streamed one by one, then usage. */
  | { words: string[] }
  /** A refusal with a status. */
  | { status: number }
  /** The first words, and then silence without end. */
  | { stallAfter: string[] };

export type LanguageServer = {
  /** What `baseUrl` is set to. */
  url: string;
  /** Requests so far: the body and the authorization header. */
  asked: {
    body: { model: string; messages: { role: string; content: string }[] };
    authorization: string | null;
  }[];
  /** What the next requests get. */
  next: LanguageAnswer;
  /** How many streams were ended by the other side. */
  hungUp: () => number;
  close: () => Promise<void>;
};

/** A real HTTP server that speaks the chat protocol of OpenAI, streaming included, for tests of what asks it. */
export async function startLanguageServer(): Promise<LanguageServer> {
  let hungUp = 0;
  const server = createServer((request, response) => {
    void respond().catch(() => response.destroy());
    async function respond(): Promise<void> {
      if (request.url !== "/v1/chat/completions" || request.method !== "POST") {
        response.writeHead(404).end("{}");
        return;
      }
      const body = JSON.parse(await textOf(request)) as LanguageServer["asked"][number]["body"];
      running.asked.push({ body, authorization: request.headers.authorization ?? null });
      const answer = running.next;
      if ("status" in answer) {
        response.writeHead(answer.status, { "content-type": "application/json" });
        response.end(JSON.stringify({ error: { message: "no", type: "invalid", code: null } }));
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.on("close", () => {
        if (!response.writableEnded) hungUp += 1;
      });
      const send = (delta: object, rest: object = {}) =>
        response.write(
          `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: body.model, choices: [{ index: 0, delta, finish_reason: null, ...rest }] })}\n\n`,
        );
      send({ role: "assistant", content: "" });
      for (const content of "words" in answer ? answer.words : answer.stallAfter) send({ content });
      if ("stallAfter" in answer) return;
      send({}, { finish_reason: "stop" });
      response.write(
        `data: ${JSON.stringify({ id: "1", object: "chat.completion.chunk", created: 1, model: body.model, choices: [], usage: { prompt_tokens: 40, completion_tokens: 60, total_tokens: 100 } })}\n\n`,
      );
      response.end("data: [DONE]\n\n");
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const running: LanguageServer = {
    url: `http://127.0.0.1:${port}/v1`,
    asked: [],
    next: { words: [] },
    hungUp: () => hungUp,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return running;
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const part of request) text += String(part);
  return text;
}
