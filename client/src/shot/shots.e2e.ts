import { expect, test } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { expectAccessible } from "../app/crew.e2e-kit.ts";
import { enterAsOwner, signInAsOwner } from "../dailies/film-fixture.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio.stop();
});

/** Puts a character into the film the way a breakdown does. */
async function addCharacter(projectId: string, name: string): Promise<void> {
  const answer = await fetch(`${studio.url}/internal/commands`, {
    method: "POST",
    headers: { authorization: `Bearer ${studio.token}`, "content-type": "application/json" },
    body: JSON.stringify({
      key: `breakdown-${name}`,
      projectId,
      actor: { id: "operator", name: "Operator" },
      command: {
        type: "applyBreakdown",
        found: [{ category: "character", name, aliases: [], description: "", evidence: [] }],
      },
    }),
  });
  expect(answer.ok).toBe(true);
}

test("adds shots, reorders them by keyboard, takes a deletion back, and puts an asset into frames", async ({
  page,
}) => {
  const projectId = await enterAsOwner(page, studio);
  await addCharacter(projectId, "Mara");
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const description = (label: string) =>
    page.getByRole("row").getByRole("textbox", { name: `Description of ${label}` });

  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  await description("1A").fill("first");
  await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
  await description("1B").fill("second");
  await page.getByRole("button", { name: "Select shot 1B" }).click();
  await page.keyboard.press("Alt+ArrowUp");
  await expect(description("1A")).toHaveValue("second");
  await expect(description("1B")).toHaveValue("first");
  await expectAccessible(page);

  // With the pointer: the second shot by its grip onto the first; the row says where it would fall.
  const rows = page.locator("[data-shot]");
  const grip = await rows.nth(1).getByTitle("Drag to reorder").boundingBox();
  const target = await rows.nth(0).boundingBox();
  if (grip === null || target === null) throw new Error("The shots are not on screen.");
  await page.mouse.move(grip.x + 8, grip.y + 8);
  await page.mouse.down();
  await page.mouse.move(grip.x + 20, grip.y - 6, { steps: 4 });
  await page.mouse.move(target.x + 120, target.y + target.height / 2, { steps: 6 });
  await expect(rows.nth(0)).toHaveAttribute("data-target", "true");
  await page.mouse.up();
  await expect(description("1A")).toHaveValue("first");
  await page.keyboard.press("Control+z");
  await expect(description("1A")).toHaveValue("second");

  await page.getByRole("button", { name: "More for shot 1A" }).click();
  await page.getByRole("menuitem", { name: "Delete the shot" }).click();
  await expect(description("1A")).toHaveValue("first");
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(description("1B")).toHaveValue("first");

  await page.getByRole("button", { name: "Select shot 1A" }).click();
  await page.keyboard.press("2");
  await expect(page.getByRole("region", { name: "Storyboard" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("3");
  const walksIn = page.getByRole("table").getByRole("button", { name: "Mara in the end frame of 1A" });
  await walksIn.click();
  await expect(walksIn).toHaveAttribute("aria-pressed", "true");
  await page.keyboard.press("ArrowLeft");
  await expect(
    page.getByRole("table").getByRole("button", { name: "Mara in the start frame of 1A" }),
  ).toBeFocused();
  await expectAccessible(page);
  await page.reload();
  await expect(walksIn).toHaveAttribute("aria-pressed", "true");
  await expect(
    page.getByRole("table").getByRole("button", { name: "Mara in the start frame of 1A" }),
  ).toHaveAttribute("aria-pressed", "false");
});

test("INT-1, INT-2: the palette acts on the shot that is selected now, and a menu on the shot that it belongs to", async ({
  page,
}) => {
  const projectId = await signInAsOwner(page, studio);
  await page.goto(`${studio.url}/p/${projectId}/shots`);
  const description = (label: string) =>
    page.getByRole("row").getByRole("textbox", { name: `Description of ${label}` });
  for (const [label, words] of [
    ["2A", "keep"],
    ["2B", "delete"],
    ["2C", "copy"],
  ] as const) {
    await page.getByRole("button", { name: "Add a shot to scene 2" }).click();
    await description(label).fill(words);
  }
  await page.getByRole("button", { name: "Select shot 2A" }).click();
  await page.keyboard.press("Control+k");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Select shot 2B" }).click();
  await page.keyboard.press("Control+k");
  await page.getByLabel("Search actions").fill("Delete the shot");
  await page.keyboard.press("Enter");
  await expect(description("2A")).toHaveValue("keep");
  await expect(description("2B")).toHaveValue("copy");

  // 2A is selected; the menu of 2B copies 2B.
  await page.getByRole("button", { name: "Select shot 2A" }).click();
  await page.getByRole("button", { name: "More for shot 2B" }).click();
  await page.getByRole("menuitem", { name: "Duplicate the shot" }).click();
  await expect(description("2C")).toHaveValue("copy");
});
