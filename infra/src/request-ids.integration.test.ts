import { readFileSync } from "node:fs";
import { join } from "node:path";
import { tinyScreenplay } from "@backlot/shared/screenplay/fixtures/tiny";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createCrew } from "./kill-matrix/crew.ts";
import { startStudio, type Studio } from "./studio-fixture.ts";

let studio: Studio;
const crew = createCrew(() => studio);
beforeAll(async () => {
  studio = await startStudio({ withTemporal: true, env: { BACKLOT_LOG_LEVEL: "info" } });
});
afterAll(async () => {
  await studio.stop();
});

type Line = { requestId?: string; projectId?: string; runId?: string; activity?: string; command?: string };

/** What a service wrote about a request. */
function linesOf(service: "worker" | "studio", requestId: string): Line[] {
  return readFileSync(join(studio.dataDir, "logs", `${service}.log`), "utf8")
    .split("\n")
    .filter((line) => line.includes(requestId))
    .map((line) => JSON.parse(line.slice(line.indexOf("{"))) as Line);
}

async function post(path: string, requestId: string, body: unknown): Promise<void> {
  const answer = await fetch(`${studio.url}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${studio.token}`,
      "content-type": "application/json",
      "x-request-id": requestId,
    },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(true);
}

test("API-12: the id of a request goes along to the workflow, its activities and their commands", async () => {
  const projectId = await crew.createProject("Followed", tinyScreenplay);
  const options = { quality: "draft", provider: "nothing" };
  await post(`/api/projects/${projectId}/runs`, "request-of-the-start", { options });
  const { runs } = await crew.call<{ runs: { id: string }[] }>(`/api/projects/${projectId}/runs`);
  const runId = runs[0]?.id ?? "";
  const gateOf = (stage: string) =>
    crew.until(projectId, runId, `the gate of ${stage}`, ({ gates }) =>
      gates.find((gate) => gate.stage === stage && gate.status === "waiting"),
    );
  const breakdown = await gateOf("breakdown");

  const activity = (name: string) => expect.objectContaining({ activity: name, projectId, runId });
  await vi.waitFor(() => {
    const worker = linesOf("worker", "request-of-the-start");
    expect(worker).toEqual(expect.arrayContaining(["planStage", "breakDownScript"].map(activity)));
    const studioLines = linesOf("studio", "request-of-the-start");
    expect(studioLines).toContainEqual(
      expect.objectContaining({ projectId, command: "applyBreakdown", requestId: "request-of-the-start" }),
    );
  });

  const approval = { decision: "approve", digest: breakdown.digest, note: "" };
  await post(
    `/api/projects/${projectId}/runs/${runId}/gates/${breakdown.id}`,
    "request-of-the-approval",
    approval,
  );
  await gateOf("casting");
  await vi.waitFor(() =>
    expect(linesOf("worker", "request-of-the-approval")).toEqual(
      expect.arrayContaining(["recordDecision", "matchLibrary"].map(activity)),
    ),
  );
});
