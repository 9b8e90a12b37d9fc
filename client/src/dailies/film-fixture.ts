/** What browser tests of the departments share: an owner who is signed in, and takes that were filmed without an engine. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { APIRequestContext, Page } from "@playwright/test";
import { recordArtifact } from "@backlot/shared/server/artifacts";
import { openDatabase } from "@backlot/shared/server/database";
import type { Database } from "@backlot/shared/server/database-schema";
import type { ArtifactKind } from "@backlot/shared/generation/artifact";
import { createLog } from "@backlot/shared/server/logging";
import type { Studio } from "@backlot/infra/studio-fixture";

/** Makes the owner's account with the one-time link, in the page's own session, and gives the sample project's id. */
export async function enterAsOwner(page: Page, studio: Studio): Promise<string> {
  const token =
    new URL(studio.ownerLink ?? "").searchParams.get("token") ?? studio.ownerLink?.split("/").at(-1);
  const answer = await page.request.post(`${studio.url}/api/welcome/${token}`, {
    data: { name: "Ana", email: "ana@example.test", password: "a long enough secret" },
  });
  const { projectId } = (await answer.json()) as { projectId: string };
  return projectId;
}

/** Signs in again as the owner that an earlier test of the file made; gives the sample project's id. */
export async function signInAsOwner(page: Page, studio: Studio): Promise<string> {
  const entered = await page.request.post(`${studio.url}/api/auth/sign-in/email`, {
    data: { email: "ana@example.test", password: "a long enough secret" },
    headers: { origin: studio.url },
  });
  if (!entered.ok()) throw new Error(`The owner could not sign in: ${await entered.text()}`);
  const me = await page.request.get(`${studio.url}/api/me`);
  const { projects } = (await me.json()) as { projects: { id: string; isSample: boolean }[] };
  return projects.find((one) => one.isSample)?.id ?? "";
}

/** Invites a reviewer and enters as that guest in another page. */
export async function enterAsReviewer(
  page: Page,
  owner: APIRequestContext,
  studio: Studio,
  projectId: string,
) {
  const invited = await owner.post(`${studio.url}/api/projects/${projectId}/invitations`, {
    data: { role: "reviewer" },
  });
  const { url } = (await invited.json()) as { url: string };
  const token = new URL(url, studio.url).searchParams.get("token") ?? url.split("/").at(-1);
  await page.request.post(`${studio.url}/api/welcome/${token}`, { data: { name: "Rey" } });
}

/** A small picture of one plain colour, made here so that no file has to lie in the tree. */
export function aPng(colour = "orange"): Buffer {
  return execFileSync(process.env.FFMPEG_PATH ?? "ffmpeg", [
    ...["-v", "error", "-f", "lavfi", "-i", `color=c=${colour}:s=64x48`, "-frames:v", "1"],
    ...["-f", "image2pipe", "-c:v", "png", "-"],
  ]);
}

/** Files one take of a shot: a test picture with a running number, 72 frames at 24, as a previs clip; a tone as dialogue. */
export async function filmTake(
  studio: Studio,
  projectId: string,
  shotId: string | null,
  kind: ArtifactKind = "clip",
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "backlot-take-"));
  const isPicture = kind === "startFrame" || kind === "endFrame";
  const isSound = kind === "dialogue";
  const file = join(folder, isSound ? "take.wav" : isPicture ? "take.png" : "take.mp4");
  const source = isSound ? "sine=frequency=220:duration=3" : "testsrc2=size=640x360:rate=24:duration=3";
  const clip = ["-c:v", "libx264", "-g", "12", "-bf", "0", "-pix_fmt", "yuv420p"];
  execFileSync(process.env.FFMPEG_PATH ?? "ffmpeg", [
    ...["-v", "error", "-f", "lavfi", "-i", source],
    ...(isSound ? [] : isPicture ? ["-frames:v", "1"] : clip),
    file,
  ]);
  const bytes = readFileSync(file);
  rmSync(folder, { recursive: true });
  const mime = isSound ? "audio/wav" : isPicture ? "image/png" : "video/mp4";
  const size = isSound ? { width: null, height: null } : { width: 640, height: 360 };
  const stored = await fetch(`${studio.url}/api/projects/${projectId}/media`, {
    method: "POST",
    headers: { authorization: `Bearer ${studio.token}`, "content-type": mime },
    body: bytes,
  });
  const { hash } = (await stored.json()) as { hash: string };
  // The upload has filed the bytes without their length; a worker measures what it made.
  const database = openDatabase<Database>({
    url: studio.databaseUrl,
    log: createLog({ name: "test", level: "warn" }),
  });
  const frames = isPicture ? null : 72;
  await database.db
    .updateTable("media")
    .set({ frames, fps: 24, ...size })
    .where("hash", "=", hash)
    .execute();
  await recordArtifact(database.db, {
    projectId,
    kind,
    shotId,
    runId: null,
    inputs: {},
    digest: crypto.randomUUID(),
    media: {
      hash,
      mime,
      bytes: bytes.length,
      ...size,
      frames,
      fps: 24,
    },
    provider: "previs",
    alternate: false,
    costMicros: 0,
    author: "Ana",
    jobId: crypto.randomUUID(),
  });
  await database.close();
}
