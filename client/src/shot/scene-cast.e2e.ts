import { expect, test, type Page } from "@playwright/test";
import { startStudio, type Studio } from "@backlot/infra/studio-fixture";
import { expectAccessible } from "../app/crew.e2e-kit.ts";
import { enterAsOwner } from "../dailies/film-fixture.ts";

let studio: Studio;
test.beforeAll(async () => {
  studio = await startStudio();
});
test.afterAll(async () => {
  await studio?.stop();
});

const cast = (page: Page) => page.getByRole("dialog", { name: "Cast of scene 1" });

async function choose(page: Page, name: string): Promise<void> {
  await cast(page).getByRole("combobox", { name: "Add to scene 1" }).click();
  await page.getByRole("option", { name: new RegExp(`^${name}`) }).click();
}

test("AST-20, AST-21: a scene is cast by hand from the film, from what was deleted and from the library, into the shots that are picked", async ({
  page,
}) => {
  const projectId = await enterAsOwner(page, studio);
  const hammer = { category: "prop", name: "Golden hammer", description: "A hammer of gold." };
  expect((await page.request.post(`${studio.url}/api/library`, { data: hammer })).ok()).toBe(true);
  await page.goto(`${studio.url}/p/${projectId}/assets`);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByLabel("Name").fill("Storm lamp");
  await page.getByRole("dialog").getByRole("button", { name: "Add" }).click();
  await page.getByRole("button", { name: "More for this asset" }).click();
  await page.getByRole("menuitem", { name: "Delete the asset" }).click();

  await page.goto(`${studio.url}/p/${projectId}/shots`);
  for (const count of [1, 2, 3]) {
    await page.getByRole("button", { name: "Add a shot to scene 1" }).click();
    await expect(page.locator("[data-shot]")).toHaveCount(count);
  }
  await page.getByRole("button", { name: "Cast of scene 1" }).click();
  await expect(cast(page)).toContainText("Nobody and nothing is in the shots of this scene yet.");
  await expectAccessible(page);
  await choose(page, "Golden hammer");
  await expect(cast(page).getByRole("button", { name: "Add", exact: true })).toBeDisabled();
  await cast(page).getByRole("checkbox", { name: "1B" }).check();
  await expectAccessible(page);
  await cast(page).getByRole("button", { name: "Add to 1 shot" }).click();
  await expect(cast(page).getByRole("listitem")).toHaveText(/Golden hammer.*In 1B/);

  // Deleted by accident: adding it restores it.
  await choose(page, "Storm lamp");
  await cast(page).getByRole("button", { name: "All of them" }).click();
  await cast(page).getByRole("button", { name: "Add to 3 shots" }).click();
  const lamp = cast(page).getByRole("listitem").filter({ hasText: "Storm lamp" });
  await expect(lamp).toContainText("In every shot");

  await lamp.getByRole("button", { name: "Take Storm lamp out of scene 1" }).click();
  await expect(lamp).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(lamp).toContainText("In every shot");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "Select shot 1B" }).click();
  const inShot = page.getByRole("region", { name: "Shot 1B" });
  for (const side of ["start", "end"]) {
    await expect(
      inShot.getByRole("button", { name: `Golden hammer in the ${side} frame of 1B` }),
    ).toHaveAttribute("aria-pressed", "true");
  }

  // The library itself: what the film has, what is new, what is changed and what is taken out.
  await page.goto(`${studio.url}/p/${projectId}/assets?view=library`);
  const shelf = page.getByRole("region", { name: "Library", exact: true });
  await expect(shelf).toContainText("In this film as Golden hammer");
  await shelf.getByRole("button", { name: "New library asset" }).click();
  const dialog = page.getByRole("dialog", { name: "New library asset" });
  await dialog.getByLabel("Name").fill("Rope");
  await dialog.getByRole("button", { name: "Add to the library" }).click();
  await expect(dialog).toContainText("It needs a picture or a description.");
  await dialog.getByLabel("Description").fill("Ten metres of hemp.");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Add to the library" }).click();
  await shelf.getByRole("button", { name: "Add to this film: Rope" }).click();
  await expect(shelf).toContainText("In this film as Rope");
  await shelf.getByRole("button", { name: "More for Rope of the library" }).click();
  await page.getByRole("menuitem", { name: "Change" }).click();
  const changing = page.getByRole("dialog", { name: "Change the library asset" });
  await changing.getByLabel("Name").fill("Golden hammer");
  await changing.getByRole("button", { name: "Save" }).click();
  await expect(changing.getByRole("alert")).toBeVisible();
  await changing.getByLabel("Name").fill("Long rope");
  await changing.getByRole("button", { name: "Save" }).click();
  await expect(changing).toHaveCount(0);
  await shelf.getByRole("button", { name: "More for Long rope of the library" }).click();
  await page.getByRole("menuitem", { name: "Take out of the library" }).click();
  await expect(shelf.getByText("Long rope")).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Undo" }).last().click();
  await expect(shelf.getByText("Long rope")).toBeVisible();
});
