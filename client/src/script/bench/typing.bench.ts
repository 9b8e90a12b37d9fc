import { chromium, type Page } from "@playwright/test";
import type { BenchResult } from "@backlot/infra/bench-types";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { addProposals } from "@backlot/shared/documents/proposals";
import { readBlocks, writeScreenplay } from "@backlot/shared/documents/script";
import { featureScript } from "@backlot/shared/screenplay/bench/feature-script";
import type { Session } from "../../session/session.ts";
import { typeAndMeasure, watchKeystrokes } from "./keystrokes.ts";
import { aSession, startTyping } from "./typists.ts";

const goal = 32;
const keys = 150;

/** What is open on the desk besides the page. The desk remembers both in the browser. */
const states = [
  { name: "alone, nothing else open", others: false, panel: "", spelling: false },
  { name: "4 others typing", others: true, panel: "", spelling: false },
  { name: "4 others, spelling", others: true, panel: "", spelling: true },
  { name: "4 others, spelling, breakdown", others: true, panel: "breakdown", spelling: true },
  { name: "4 others, spelling, 60 proposals", others: true, panel: "proposals", spelling: true },
];

/** From key to paint in the middle of a script of 120 pages, in Chromium, while four others type through sessions of their own. */
export async function bench(): Promise<BenchResult[]> {
  const studio = await startStudio();
  const browser = await chromium.launch({
    executablePath: process.env["CHROMIUM_PATH"] ?? "/usr/bin/chromium",
    args: ["--no-sandbox"],
  });
  const people: Session[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const projectId = await enter(page, studio);
    for (let count = 0; count < 4; count += 1) people.push(await aSession(studio, projectId));
    await fill(people[0]!);
    const results: BenchResult[] = [];
    for (const state of states) {
      if (state.panel === "proposals") await propose(people[0]!);
      results.push(await measure(page, people, state));
    }
    return results;
  } finally {
    for (const one of people) one.close();
    await browser.close();
    await studio.stop();
  }
}

async function measure(page: Page, people: Session[], state: (typeof states)[number]): Promise<BenchResult> {
  await page.evaluate(({ panel, spelling }) => {
    localStorage.setItem("backlot:script-panel", JSON.stringify(panel));
    localStorage.setItem("backlot:spelling", JSON.stringify(spelling));
  }, state);
  await page.reload();
  await caretInTheMiddle(page);
  await watchKeystrokes(page);
  const stops = state.others ? people.map((one, index) => startTyping(one, (index + 1) / 6)) : [];
  // What is slow only once is not what is asked.
  await typeAndMeasure(page, 15);
  const times = (await typeAndMeasure(page, keys)).toSorted((a, b) => a - b);
  for (const stop of stops) stop();
  const at = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN;
  return {
    name: `From key to paint, 120 pages: ${state.name}`,
    unit: "ms",
    rows: [
      { label: "p50", value: at(0.5) },
      { label: "p95", value: at(0.95) },
      { label: "longest", value: times.at(-1) ?? Number.NaN },
    ],
    note: `${times.length} keys.`,
    goals: [{ what: `p95 from key to paint, ${state.name}`, figure: at(0.95), atMost: goal }],
  };
}

export async function enter(page: Page, { ownerLink }: Studio): Promise<string> {
  await page.goto(ownerLink ?? "");
  await page.getByLabel("Your name").fill("Ana Ruiz");
  await page.getByLabel("Email").fill("ana@example.org");
  await page.locator("input[name=password]").fill("a lamp in the rain");
  await page.getByRole("button", { name: "Make the account" }).click();
  await page.waitForURL(/\/p\/[^/]+\/script/);
  return /\/p\/([^/]+)\//.exec(page.url())?.[1] ?? "";
}

export async function fill(writer: Session): Promise<void> {
  writeScreenplay(writer.documents.script, { titlePage: [], blocks: featureScript(120) });
  await saved(writer);
}

/** A change of every fortieth block, in somebody's name. */
async function propose(writer: Session): Promise<void> {
  const { script } = writer.documents;
  const some = readBlocks(script).filter((block, index) => index % 40 === 0 && block.type !== "pageBreak");
  addProposals(
    script,
    some.slice(0, 60).map((before) => ({
      change: {
        kind: "replace",
        before,
        after: { ...before, runs: [...before.runs, { text: " At last." }] },
      },
      author: { id: "ben", name: "Ben Ode" },
      origin: "person",
      at: 1,
    })),
  );
  await saved(writer);
}

function saved(writer: Session): Promise<void> {
  return new Promise((resolve) => {
    const look = () => {
      if (writer.status.pending > 0) return;
      stop();
      resolve();
    };
    const stop = writer.subscribe(look);
    look();
  });
}

export async function caretInTheMiddle(page: Page): Promise<void> {
  const screenplay = page.getByRole("textbox", { name: "Screenplay" });
  await screenplay.locator("p").nth(1200).waitFor();
  const paragraph = screenplay.locator("p[data-type=action]").nth(250);
  await paragraph.scrollIntoViewIfNeeded();
  await paragraph.click();
  await page.keyboard.press("End");
}
