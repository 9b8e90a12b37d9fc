import { expect, test } from "@playwright/test";
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

/** What a reviewer may and may not do, and how soon a change of role is felt. */
let studio: Studio;
let ana: Visitor;

test.beforeAll(async ({ browser }) => {
  studio = await startStudio({ withTemporal: true });
  ana = await enterAsOwner(browser, studio);
});
test.afterAll(async () => {
  await ana?.context.close();
  await studio?.stop();
});

test("a reviewer cannot change the script, and leaves a note that the crew answers", async ({ browser }) => {
  const projectId = await makeProject(ana.page, "The Last Cup", tinyScreenplay);
  await runTo(studio, projectId, "cut");
  const rosa = await enterByLink(browser, await inviteByLink(ana.page, "Reviewer"), "Rosa Guest");

  await expect(rosa.page.getByText("Read only")).toBeVisible();
  await expect(screenplay(rosa.page)).toHaveAttribute("contenteditable", "false");
  const before = await screenplay(rosa.page).innerText();
  await screenplay(rosa.page).getByText("Is that the last one?").click();
  await rosa.page.keyboard.type("Reviewers do not write.");
  await expect(screenplay(rosa.page)).toHaveText(before, { useInnerText: true });

  await openDepartment(rosa.page, "Shot Studio");
  await expect(rosa.page.getByRole("combobox", { name: /^Size of/ }).first()).toBeDisabled();
  await expect(rosa.page.getByRole("button", { name: /Add a shot/ })).toHaveCount(0);
  await openDepartment(rosa.page, "Production");
  await expect(rosa.page.getByText("A producer or the owner decides here")).toBeVisible();
  await expect(rosa.page.getByRole("button", { name: /^(Start a run|Cancel run|Approve)/ })).toHaveCount(0);

  await openDepartment(rosa.page, "Dailies");
  await rosa.page.getByRole("textbox", { name: "Note" }).fill("The cup should be blue.");
  await rosa.page.getByRole("button", { name: "Send" }).click();
  await openDepartment(ana.page, "Dailies");
  const notes = ana.page.getByRole("complementary", { name: "Notes" });
  await expect(notes.getByRole("listitem")).toContainText(["The cup should be blue."]);
  await expect(notes).toContainText("Rosa Guest");
  await notes.getByRole("button", { name: "Reply" }).click();
  await notes.getByRole("textbox", { name: "Reply" }).fill("It will be.");
  await notes.getByRole("button", { name: "Send reply" }).click();
  await expect(rosa.page.getByRole("complementary", { name: "Notes" })).toContainText("It will be.");
  await rosa.context.close();
});

test("a change of role and a removal take effect within two seconds in an open page", async ({ browser }) => {
  const link = await inviteByLink(ana.page, "Crew");
  const ben = await enterByLink(browser, link, "Ben Ode", "ben@example.org");
  await expect(screenplay(ben.page)).toHaveAttribute("contenteditable", "true");
  await ana.page.getByRole("button", { name: "People and invitations" }).click();

  // The two seconds are the promise itself, counted from the answer to the person who decided.
  const within = { timeout: 2_000 };
  const changes = [
    ["Reviewer", "false"],
    ["Crew", "true"],
  ] as const;
  for (const [role, mayWrite] of changes) {
    await ana.page.getByRole("combobox", { name: "Role of Ben Ode" }).click();
    const answered = ana.page.waitForResponse((answer) => answer.request().method() === "PATCH");
    await ana.page.getByRole("option", { name: role }).click();
    await answered;
    await expect(screenplay(ben.page)).toHaveAttribute("contenteditable", mayWrite, within);
  }

  await ana.page.getByRole("button", { name: "More for Ben Ode" }).click();
  await ana.page.getByRole("menuitem", { name: "Remove from the project …" }).click();
  const answered = ana.page.waitForResponse((answer) => answer.request().method() === "DELETE");
  await ana.page
    .getByRole("dialog", { name: "Remove Ben Ode?" })
    .getByRole("button", { name: "Remove" })
    .click();
  await answered;
  await expect(ben.page.getByRole("heading", { name: "you are not a member of it" })).toBeVisible(within);
  await expect(screenplay(ben.page)).toHaveCount(0);
  await closeDialog(ana.page);
  await ben.context.close();
});

test("INT-4: somebody leaves, and the owner deletes; both are asked first", async ({ browser }) => {
  const cy = await enterByLink(browser, await inviteByLink(ana.page, "Crew"), "Cy Abel", "cy@example.org");
  await cy.page.getByRole("button", { name: "Account of Cy Abel" }).click();
  await expect(cy.page.getByRole("menuitem", { name: "Delete the project …" })).toHaveCount(0);
  await cy.page.getByRole("menuitem", { name: "Leave the project …" }).click();
  const asked = cy.page.getByRole("dialog", { name: /^Leave / });
  await asked.getByRole("button", { name: "Back" }).click();
  await expect(screenplay(cy.page)).toBeVisible();
  await cy.page.getByRole("button", { name: "Account of Cy Abel" }).click();
  await cy.page.getByRole("menuitem", { name: "Leave the project …" }).click();
  await asked.getByRole("button", { name: "Leave" }).click();
  await expect(cy.page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await expect(cy.page.getByRole("main").getByRole("listitem")).toHaveCount(0);
  await cy.context.close();

  await ana.page.getByRole("button", { name: "Account of Ana Ruiz" }).click();
  await ana.page.getByRole("menuitem", { name: "Delete the project …" }).click();
  await ana.page
    .getByRole("dialog", { name: /^Delete / })
    .getByRole("button", { name: "Delete the project" })
    .click();
  await expect(ana.page.getByRole("heading", { name: "Projects", exact: true })).toBeVisible();
  await expect(ana.page.getByRole("listitem").filter({ hasText: "The Last Cup" })).toHaveCount(0);
});
