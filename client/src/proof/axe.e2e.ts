import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { tinyScreenplay } from "@backlot/shared/screenplay/fixtures/tiny";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import {
  closeDialog,
  enterAsOwner,
  enterByLink,
  inviteByLink,
  makeProject,
  openDepartment,
  runTo,
  screenplay,
  type Visitor,
} from "./crew.ts";

/** axe finds no violation on any screen, at the width of a desk and of a phone. */
const widths = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
test.describe.configure({ timeout: 240_000 });
test.use({ actionTimeout: 20_000 });

const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

let studio: Studio;
let ana: Visitor;
let film = "";

test.beforeAll(async ({ browser }) => {
  studio = await startStudio({ withTemporal: true });
  ana = await enterAsOwner(browser, studio);
  film = await makeProject(ana.page, "The Last Cup", tinyScreenplay);
  await runTo(studio, film, "end");
});
test.afterAll(async () => {
  await ana?.context.close();
  await studio?.stop();
});

/** Looks at one state of a page at both widths. Failures gather, so that one run names every one of them. */
async function look(page: Page, screen: string): Promise<void> {
  for (const size of widths) {
    await page.setViewportSize(size);
    await settle(page);
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html.slice(0, 300)} ${node.failureSummary ?? ""}`),
    );
    expect.soft(found, `${screen}, ${size.width} wide`).toEqual([]);
    // For looking at the screens by eye, and for the pictures of the documentation.
    const folder = process.env["BACKLOT_SCREENSHOTS"];
    if (folder) await page.screenshot({ path: `${folder}/${screen.replaceAll(" ", "-")}-${size.width}.png` });
  }
  await page.setViewportSize({ width: 1280, height: 800 });
}

/** Waits until what moves once has stopped: a half transparent dialog has other colours. */
async function settle(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await frame();
    await frame();
    const moving = document
      .getAnimations()
      .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity);
    await Promise.allSettled(moving.map((one) => one.finished));
  });
}

test("the door: signing in, invitations, links that do not work", async ({ browser }) => {
  const invitation = await inviteByLink(ana.page, "Reviewer");
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${studio.url}/`);
  await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await look(page, "sign in");
  await page.getByLabel("Email").fill("ana@example.org");
  await page.locator("input[name=password]").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "sign in refused");
  await page.goto(invitation);
  await expect(page.getByRole("heading", { name: /Join/ })).toBeVisible();
  await look(page, "invitation");
  await page.getByRole("button", { name: "Make an account instead" }).click();
  await page.getByRole("button", { name: "Make the account" }).click();
  await expect(page.getByText("This is not an email address.")).toBeVisible();
  await look(page, "invitation with mistakes");
  await page.goto(`${studio.url}/welcome?token=nobody-made-this-token`);
  await expect(page.getByRole("heading", { name: "This link does not work" })).toBeVisible();
  await look(page, "link that does not work");
  await context.close();
});

test("projects, dialogs and what is not there", async () => {
  const { page } = ana;
  await page.goto(`${studio.url}/`);
  await expect(page.getByText("The Last Cup")).toBeVisible();
  await look(page, "projects");
  await page.getByRole("button", { name: "New project" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "new project");
  await closeDialog(page);
  await page.route("**/api/me", async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), projects: [] } });
  });
  await page.reload();
  await expect(page.getByRole("button", { name: "Make the first project" })).toBeVisible();
  await look(page, "no projects");
  await page.unroute("**/api/me");
  await page.goto(`${studio.url}/p/nobody-made-this/script`);
  await expect(page.getByRole("link", { name: "All projects" })).toBeVisible();
  await look(page, "no such project");
  await page.goto(`${studio.url}/nowhere`);
  await expect(page.getByRole("heading").first()).toBeVisible();
  await look(page, "no such page");
});

test("every department of a finished film", async () => {
  const { page } = ana;
  await page.goto(`${studio.url}/p/${film}/script`);
  await expect(screenplay(page)).toContainText("Is that the last one?");
  await look(page, "script");
  await screenplay(page).getByText("Is that the last one?").click();
  await look(page, "script while writing");

  await openDepartment(page, "Asset Bin");
  await page.locator("main li").getByRole("button").first().click();
  await expect(page.getByRole("region", { name: /^Asset / })).toBeVisible();
  await look(page, "asset");

  // Without a selection first: at the width of a phone the inspector lies over the list.
  for (const view of ["table", "cards", "presence"]) {
    await page.goto(`${studio.url}/p/${film}/shots?view=${view}`);
    const label = { table: "Table", cards: "Cards", presence: "Presence" }[view] ?? "";
    await expect(page.getByRole("radio", { name: label })).toBeChecked();
    await look(page, `shots, ${view}`);
  }
  await page.goto(`${studio.url}/p/${film}/shots`);
  await page
    .getByRole("button", { name: /^Select shot/ })
    .first()
    .click();
  await expect(page.getByRole("region", { name: /^Shot 1/ })).toBeVisible();
  await look(page, "shot");

  await openDepartment(page, "Production");
  await expect(page.getByText("Finished", { exact: true })).toBeVisible();
  await look(page, "finished run");
  await page.getByRole("button", { name: "Start a run" }).click();
  await expect(page.getByRole("dialog", { name: "Start a run" })).toBeVisible();
  await look(page, "start a run");
  await closeDialog(page);

  await openDepartment(page, "Dailies");
  await page.getByRole("textbox", { name: "Note" }).fill("Her hat is on backwards.");
  await page.getByRole("button", { name: "Draw on the picture" }).click();
  await look(page, "dailies while drawing");
  await page.getByRole("button", { name: "Send" }).click();
  await expect(page.getByRole("button", { name: /Her hat is on backwards/ })).toBeVisible();
  await look(page, "dailies with a note");

  await openDepartment(page, "Sequencer");
  await expect(page.getByRole("link", { name: "MP4" })).toBeVisible();
  await look(page, "sequencer");
  await page.getByRole("button", { name: "Render" }).click();
  await expect(page.getByRole("dialog", { name: "Render the film" })).toBeVisible();
  await look(page, "render");
  await closeDialog(page);
  await page.getByRole("button", { name: "Watch" }).click();
  await expect(page.getByRole("link", { name: "SRT" })).toBeVisible();
  await look(page, "film");
});

test("what lies over a department: people, palette, shortcuts, account", async () => {
  const { page } = ana;
  await page.goto(`${studio.url}/p/${film}/shots`);
  await expect(page.getByRole("heading", { name: "Shot Studio" })).toBeVisible();
  await page.getByRole("button", { name: "People and invitations" }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  await expect(page.getByLabel("Invitation link")).toBeVisible();
  await look(page, "people");
  await closeDialog(page);
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
  await look(page, "shortcuts");
  await closeDialog(page);
  await page.keyboard.press("u");
  await expect(page.getByRole("dialog", { name: "Bring up to date" })).toBeVisible();
  await look(page, "bring up to date");
  await closeDialog(page);
  await page.keyboard.press("Control+k");
  await expect(page.getByLabel("Search actions")).toBeFocused();
  await look(page, "palette");
  await page.keyboard.type("zzzz");
  await expect(page.getByText("Nothing here does that.")).toBeVisible();
  await look(page, "palette without an answer");
  await page.keyboard.press("Escape");
  await page.goto(`${studio.url}/p/${film}/assets`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "add an asset");
  await closeDialog(page);
  await page.getByRole("button", { name: "Account of Ana Ruiz" }).click();
  await expect(page.getByRole("menuitem", { name: "Hide where I am" })).toBeVisible();
  await look(page, "account");
  await page.getByRole("menuitem", { name: "Hide where I am" }).click();
  await expect(page.getByRole("button", { name: /^Hidden/ })).toBeVisible();
  await look(page, "hidden");
  await page.getByRole("button", { name: /^Hidden/ }).click();
  await page.getByRole("button", { name: "Account of Ana Ruiz" }).click();
  await page.getByRole("menuitem", { name: "Delete the project …" }).click();
  await expect(page.getByRole("dialog", { name: /^Delete / })).toBeVisible();
  await look(page, "delete the project");
  await closeDialog(page);
});

test("assets: the library, casting, merging and what was deleted", async () => {
  const { page } = ana;
  const shared = { category: "prop", name: "Last cup", description: "A cup of blue enamel." };
  expect((await page.request.post(`${studio.url}/api/library`, { data: shared })).ok()).toBe(true);
  await page.goto(`${studio.url}/p/${film}/assets?view=library`);
  const shelf = page.getByRole("region", { name: "Library", exact: true });
  await expect(shelf).toContainText("A cup of blue enamel.");
  await look(page, "library");
  await shelf.getByRole("button", { name: "More for Last cup of the library" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  await expect(page.getByRole("dialog", { name: "Change the library asset" })).toBeVisible();
  await look(page, "library asset");
  await page.goto(`${studio.url}/p/${film}/assets`);
  await page.locator("main li").getByRole("button").first().click();
  await page.getByRole("button", { name: "More for this asset" }).click();
  await expect(page.getByRole("menuitem", { name: "Delete the asset" })).toBeVisible();
  await look(page, "menu of an asset");
  await page.getByRole("menuitem", { name: "Merge into another …" }).click();
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "merge");
  // The list of the field lies over the buttons until one looks elsewhere.
  await page.getByRole("dialog").getByRole("heading").first().click();
  await page.getByRole("dialog").getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await page.getByRole("button", { name: "More for this asset" }).click();
  await page.getByRole("menuitem", { name: "Delete the asset" }).click();
  await page.getByRole("button", { name: /^Deleted/ }).click();
  await page.locator("main li").getByRole("button").first().click();
  await expect(page.getByRole("button", { name: "Restore" })).toBeVisible();
  await look(page, "deleted asset");
  await page.getByRole("button", { name: "Restore" }).click();

  await page.goto(`${studio.url}/p/${film}/shots`);
  await page
    .getByRole("button", { name: /^More for shot/ })
    .first()
    .click();
  await expect(page.getByRole("menuitem", { name: "Duplicate the shot" })).toBeVisible();
  await look(page, "menu of a shot");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Cast of scene 1" }).click();
  await expect(page.getByRole("dialog", { name: "Cast of scene 1" })).toBeVisible();
  await look(page, "cast of a scene");
  await closeDialog(page);
});

/** What the engine and a run answer, as if they were in a state that is hard to wait for. */
test("a pipeline that is prepared or failed, and runs that are opening, paused, failed or cancelled", async () => {
  const { page } = ana;
  for (const [state, words] of [
    ["preparing", "Preparing the pipeline"],
    ["failed", "Pipeline engine failed"],
  ] as const) {
    await page.route("**/api/engine", (route) =>
      route.fulfill({ json: { state, progress: 0.4, detail: "Building the pipeline engine." } }),
    );
    await page.goto(`${studio.url}/p/${film}/production`);
    await expect(page.getByText(words).first()).toBeAttached();
    await look(page, `engine ${state}`);
    await page.unroute("**/api/engine");
  }
  await page.route(/\/api\/projects\/[^/]+\/runs\/[^/]+$/, () => {});
  await page.goto(`${studio.url}/p/${film}/production`);
  await expect(page.getByLabel("Opening the run")).toBeVisible();
  await look(page, "run opening");
  await page.unrouteAll({ behavior: "ignoreErrors" });
  for (const status of ["paused", "failed", "cancelled"] as const) {
    await page.route(/\/api\/projects\/[^/]+\/runs(\/[^/]+)?$/, async (route) => {
      if (route.request().method() !== "GET") return route.continue();
      const answer = await route.fetch();
      const json = (await answer.json()) as { run?: object; runs?: object[] };
      const error =
        status === "failed"
          ? { code: "internal", sentence: "The disk is full.", nextStep: "Make room." }
          : null;
      const inState = (run: object) => ({ ...run, status, error });
      if (json.run !== undefined) json.run = inState(json.run);
      if (json.runs !== undefined) json.runs = json.runs.map(inState);
      await route.fulfill({ response: answer, json });
    });
    await page.goto(`${studio.url}/p/${film}/production`);
    await expect(page.getByText(new RegExp(`^${status}`, "i")).first()).toBeVisible();
    await look(page, `run ${status}`);
    if (status === "paused") {
      await page.getByRole("button", { name: "Cancel run" }).click();
      await expect(page.getByRole("dialog", { name: /^Cancel run/ })).toBeVisible();
      await look(page, "cancel a run");
      await closeDialog(page);
      await page.getByRole("button", { name: /^Budget of the project/ }).click();
      await expect(page.getByLabel("Project budget, in credits")).toBeVisible();
      await look(page, "budget");
    }
    await page.unrouteAll();
  }
});

test("the inspector of a shot over a phone's list", async () => {
  const { page } = ana;
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto(`${studio.url}/p/${film}/shots`);
  await page
    .getByRole("button", { name: /^Select shot/ })
    .first()
    .click();
  await expect(page.getByRole("dialog").getByRole("region", { name: /^Shot 1/ })).toBeVisible();
  await look(page, "shot on a phone");
});

test("a film that is still empty, and a gate that waits", async () => {
  const { page } = ana;
  const empty = await makeProject(page, "Empty", "");
  await look(page, "script empty");
  for (const name of ["Asset Bin", "Shot Studio", "Production", "Dailies", "Sequencer"] as const) {
    await page.getByRole("navigation", { name: "Departments" }).getByRole("link", { name }).click();
    await expect(page.locator("main").getByRole("button").first()).toBeVisible();
    await look(page, `${name.toLowerCase()} empty`);
  }
  expect(empty).not.toBe(film);

  const waiting = await makeProject(page, "Waiting", tinyScreenplay);
  await runTo(studio, waiting, "frames");
  await page.goto(`${studio.url}/p/${waiting}/production`);
  const gate = page.getByRole("region", { name: "Gate: Frames" });
  await expect(gate.getByRole("img").first()).toBeVisible();
  await look(page, "gate");
  await gate.getByRole("button", { name: "Request changes" }).click();
  await look(page, "gate while changes are asked for");
});

test("a guest who only reads, and a page without a network or a session", async ({ browser }) => {
  await ana.page.goto(`${studio.url}/p/${film}/script`);
  const rosa = await enterByLink(browser, await inviteByLink(ana.page, "Reviewer"), "Rosa Guest");
  await expect(rosa.page.getByText("Read only")).toBeVisible();
  await look(rosa.page, "script for a reviewer");
  await look(ana.page, "script with somebody else");
  await openDepartment(rosa.page, "Shot Studio");
  await look(rosa.page, "shots for a reviewer");
  await rosa.page
    .getByRole("button", { name: /^Select shot/ })
    .first()
    .click();
  await expect(rosa.page.getByRole("img", { name: /^Viewfinder/ })).toBeVisible();
  await look(rosa.page, "shot for a reviewer");

  await rosa.context.clearCookies();
  await rosa.page.goto(`${studio.url}/p/${film}/script`);
  await expect(rosa.page.getByRole("heading", { name: "Sign in" })).toBeVisible();
  await look(rosa.page, "signed out");
  await rosa.context.close();

  // The first visits brought the shell to this device.
  await ana.page.evaluate(async () => void (await navigator.serviceWorker.ready));
  await ana.context.setOffline(true);
  await ana.page.reload();
  await expect(ana.page.getByText(/^Offline/)).toBeVisible();
  await look(ana.page, "script offline");
  await ana.context.setOffline(false);
});
