import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { assistantEvent, type AssistantEvent, type AssistantStatus } from "@backlot/shared/assistant/schema";
import { plainText, textBlock } from "@backlot/shared/screenplay/block";
import { startLanguageServer, type LanguageServer } from "../testing/language-server.ts";
import { openTestStudio, type Caller, type TestStudio } from "../testing/studio.ts";
import { modelOf, writeText } from "./write.ts";

let studio: TestStudio;
let server: LanguageServer;
let owner: Caller;
let projectId: string;
let path: string;

beforeAll(async () => {
  studio = await openTestStudio();
  server = await startLanguageServer();
  owner = await studio.enterOwner();
  const { body } = await owner.send<{ id: string }>("POST", "/api/projects", { title: "Fog" });
  projectId = body.id;
  path = `/api/projects/${projectId}/assistant`;
});
afterAll(async () => {
  await server.close();
  await studio.close();
});

const settings = () => ({
  provider: "openai-compatible",
  baseUrl: server.url,
  model: "small-model",
  dailyTokens: 100_000,
});

async function ask(task: object, by: Caller = owner): Promise<{ status: number; events: AssistantEvent[] }> {
  const response = await by.raw("POST", `${path}/ask`, {
    body: JSON.stringify(task),
    headers: { "content-type": "application/json" },
  });
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  if (response.status !== 200) return { status: response.status, events: [] };
  return { status: 200, events: lines.map((line) => assistantEvent.parse(JSON.parse(line))) };
}

const story = [{ question: "Who is this about?", answer: "Mara, who keeps the light." }];

describe("without an assistant", () => {
  test("DRA-15: the status says so and nothing can be asked", async () => {
    const { body } = await owner.send<AssistantStatus>("GET", path);
    expect(body).toEqual({ state: "off", settings: null, hasKey: false, usedToday: 0 });
    expect((await ask({ task: "outline", story })).status).toBe(409);
  });

  test("DRA-15: Anthropic is off until its key is set, a server of one's own needs its address", async () => {
    const anthropic = { ...settings(), provider: "anthropic", baseUrl: null };
    expect((await owner.send<AssistantStatus>("PUT", path, anthropic)).body.state).toBe("off");
    await owner.send("PUT", `/api/projects/${projectId}/keys/anthropic`, { key: "sk-ant-secret-key" });
    expect((await owner.send<AssistantStatus>("GET", path)).body).toMatchObject({
      state: "ready",
      hasKey: true,
    });
    expect((await owner.send("PUT", path, { ...settings(), baseUrl: null })).status).toBe(400);
    expect((await owner.send("PUT", path, { ...settings(), baseUrl: "file:///etc" })).status).toBe(400);
  });
});

describe("with a server that speaks the OpenAI protocol", () => {
  beforeEach(async () => {
    await owner.send("PUT", path, settings());
    server.asked.length = 0;
  });

  test("DRA-16: an outline streams word by word and ends as beats that can be proposed", async () => {
    server.next = { words: ["# Act one\n", "- Fog: It ", "comes.\n", "- The **boat**: Without lights."] };
    const { events } = await ask({ task: "outline", story });
    expect(events.filter((event) => event.type === "text").map((event) => event.text)).toEqual(
      server.next.words,
    );
    expect(events.at(-1)).toEqual({
      type: "result",
      tokens: 100,
      result: {
        kind: "outline",
        beats: [
          { kind: "act", title: "Act one", text: "" },
          { kind: "beat", title: "Fog", text: "It comes." },
          { kind: "beat", title: "The boat", text: "Without lights." },
        ],
      },
    });
    expect(server.asked[0]?.body.model).toBe("small-model");
    expect(JSON.stringify(server.asked[0]?.body.messages)).toContain("Mara, who keeps the light.");
    expect(server.asked[0]?.authorization).toBeNull();
  });

  test("DRA-16: questions, a scene and a rewrite come in the shapes that are proposed", async () => {
    server.next = { words: ["1. Why does she stay? | It is the wound. | act two | The reason\nGood luck!"] };
    const questions = await ask({ task: "questions", story });
    expect(questions.events.at(-1)).toMatchObject({
      result: { questions: [{ question: "Why does she stay?", act: "Act two", beatTitle: "The reason" }] },
    });
    server.next = { words: ["```fountain\nINT. LAMP ROOM - NIGHT\n\nMara waits.\n\nMARA\nNow.\n```"] };
    const scene = await ask({ task: "scene", beat: { title: "Fog", text: "" }, outline: "", before: "" });
    const result = scene.events.at(-1);
    const blocks = result?.type === "result" && result.result.kind === "blocks" ? result.result.blocks : [];
    expect(blocks.map((block) => [block.type, plainText(block)])).toEqual([
      ["sceneHeading", "INT. LAMP ROOM - NIGHT"],
      ["action", "Mara waits."],
      ["character", "MARA"],
      ["dialogue", "Now."],
    ]);
    server.next = { words: ["Mara sleeps."] };
    await ask({ task: "rewrite", blocks: [textBlock("action", "Mara waits.")], wish: "Shorter", before: "" });
    expect(JSON.stringify(server.asked.at(-1)?.body.messages)).toContain("The wish: Shorter");
  });

  test("DRA-17: the key goes to the server and nowhere else", async () => {
    const keys = `/api/projects/${projectId}/keys/openai-compatible`;
    const set = await owner.send("PUT", keys, { key: "sk-local-secret", address: server.url });
    expect(set.status).toBe(200);
    server.next = { status: 401 };
    const { events } = await ask({ task: "outline", story });
    expect(server.asked[0]?.authorization).toBe("Bearer sk-local-secret");
    expect(JSON.stringify(events)).not.toContain("sk-local-secret");
    expect(events.at(-1)).toMatchObject({
      type: "error",
      sentence: "The assistant's server does not take the key.",
      nextStep: "A producer can set another key in the assistant's settings.",
    });
    await owner.send("DELETE", keys);
  });

  test("DRA-17: a key stays with the server that it was set for, however the address changes", async () => {
    const keys = `/api/projects/${projectId}/keys/openai-compatible`;
    const other = await startLanguageServer();
    try {
      expect(await owner.send("PUT", keys, { key: "sk-local-secret" })).toMatchObject({
        status: 400,
        body: { error: { field: "address" } },
      });
      await owner.send("PUT", keys, { key: "sk-local-secret", address: server.url });
      const moved = await owner.send<AssistantStatus>("PUT", path, { ...settings(), baseUrl: other.url });
      expect(moved.body).toMatchObject({ state: "ready", hasKey: false });
      other.next = { words: ["- Fog: It comes."] };
      await ask({ task: "outline", story });
      expect(other.asked[0]?.authorization).toBeNull();

      // Turned off in between, it makes no difference; with the old address the key is good again.
      await owner.send("DELETE", path);
      await owner.send("PUT", path, { ...settings(), baseUrl: other.url });
      await ask({ task: "outline", story });
      expect(other.asked[1]?.authorization).toBeNull();
      const back = await owner.send<AssistantStatus>("PUT", path, settings());
      expect(back.body.hasKey).toBe(true);

      const anthropic = { ...settings(), provider: "anthropic", baseUrl: other.url };
      expect((await owner.send<AssistantStatus>("PUT", path, anthropic)).body.state).toBe("off");
    } finally {
      await owner.send("DELETE", keys);
      await other.close();
    }
  });

  test("DRA-17: what goes wrong ends the answer with a sentence and a next step", async () => {
    server.next = { status: 404 };
    expect((await ask({ task: "outline", story })).events.at(-1)).toMatchObject({ code: "assistant-failed" });
    server.next = { words: ["I cannot help with that."] };
    expect((await ask({ task: "outline", story })).events.at(-1)).toMatchObject({
      sentence: "The assistant's answer is not in a form that can be read.",
    });
    await owner.send("PUT", path, { ...settings(), baseUrl: "http://127.0.0.1:9/v1" });
    expect((await ask({ task: "outline", story })).events.at(-1)).toMatchObject({
      code: "assistant-unavailable",
      sentence: "The assistant's server does not answer.",
    });
  });

  test("DRA-17: who stops reading stops the model, and what was used is counted", async () => {
    server.next = { stallAfter: ["# Act one"] };
    const response = await owner.raw("POST", `${path}/ask`, {
      body: JSON.stringify({ task: "outline", story }),
      headers: { "content-type": "application/json" },
    });
    const reader = response.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    await expect.poll(server.hungUp).toBeGreaterThan(0);
    await expect
      .poll(async () => {
        const rows = await studio.db.selectFrom("assistantUse").select("outcome").execute();
        return rows.map((row) => row.outcome);
      })
      .toContain("cancelled");
  });

  test("DRA-17: a model that falls silent is given up", async () => {
    server.next = { stallAfter: ["Hm"] };
    const words = writeText(
      modelOf({ provider: "openai-compatible", baseUrl: server.url, model: "m", dailyTokens: 1000 }, null),
      { instructions: "", prompt: "Write.", maxOutputTokens: 100 },
      { cancelled: new AbortController().signal, patience: { first: 5, between: 0.05 }, onUsage: () => {} },
    );
    const read = async () => {
      for await (const word of words) expect(word).toBe("Hm");
    };
    await expect(read()).rejects.toMatchObject({ code: "assistant-unavailable" });
  });

  test("DRA-18: beyond the day's tokens nothing is asked", async () => {
    server.next = { words: ["- Fog: It comes."] };
    await ask({ task: "outline", story });
    await owner.send("PUT", path, { ...settings(), dailyTokens: 1_000 });
    await studio.db
      .insertInto("assistantUse")
      .values({
        id: "use-many",
        projectId,
        userId: owner.id,
        task: "outline",
        model: "m",
        outcome: "done",
        inputTokens: 900,
        outputTokens: 900,
      })
      .execute();
    const asked = server.asked.length;
    expect((await ask({ task: "outline", story })).status).toBe(402);
    expect(server.asked).toHaveLength(asked);
    const { body } = await owner.send<AssistantStatus>("GET", path);
    expect(body.usedToday).toBeGreaterThan(1_800);
  });

  test("API-3: crew may ask and not set up, reviewers may do neither", async () => {
    await studio.db.deleteFrom("assistantUse").execute();
    const crew = await studio.invite(owner, projectId, "crew");
    const reviewer = await studio.invite(owner, projectId, "reviewer");
    server.next = { words: ["- Fog: It comes."] };
    expect((await ask({ task: "outline", story }, crew)).status).toBe(200);
    expect((await ask({ task: "outline", story }, reviewer)).status).toBe(403);
    expect((await crew.send("PUT", path, settings())).status).toBe(403);
    expect((await owner.send("DELETE", path)).status).toBe(204);
  });
});
