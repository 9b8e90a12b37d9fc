import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { createStudioClient } from "./studio-client.ts";

let server: Server | null = null;
afterEach(() => server?.close());

/** A studio that answers with these statuses in turn, the last one for ever. */
async function aStudio(...statuses: number[]): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    const status = statuses[Math.min(asked.length, statuses.length) - 1] ?? 200;
    response.writeHead(status, { "content-type": "application/json" });
    const error = {
      code: status === 503 ? "engine-preparing" : "conflict",
      sentence: "The pipeline engine does not answer.",
    };
    response.end(JSON.stringify(status === 200 ? { runId: "run", id: "project" } : { error }));
  });
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

const yes = { decision: "approve", digest: "d", note: "" } as const;

test("RUN-22: a decision is given again while the engine is away, and a refusal is not", async () => {
  const { url, asked } = await aStudio(503, 503, 200);
  await createStudioClient({ url, token: "t" }, { pauseMs: 1 }).decide("p", "r", "g", yes);
  expect(asked).toHaveLength(3);
  server?.close();
  const refusing = await aStudio(409);
  const client = createStudioClient({ url: refusing.url, token: "t" }, { pauseMs: 1 });
  await expect(client.decide("p", "r", "g", yes)).rejects.toMatchObject({ code: "conflict" });
  expect(refusing.asked).toHaveLength(1);
});

test("RUN-22: a project is not made a second time, and a person who stops does not wait", async () => {
  const { url, asked } = await aStudio(503);
  const stopped = new AbortController();
  const client = createStudioClient({ url, token: "t" }, { pauseMs: 1, signal: stopped.signal });
  await expect(client.createProject("T", { fountain: "" })).rejects.toMatchObject({
    code: "engine-preparing",
  });
  expect(asked).toHaveLength(1);
  stopped.abort();
  await expect(client.decide("p", "r", "g", yes)).rejects.toMatchObject({ code: "engine-preparing" });
  expect(asked).toHaveLength(2);
});
