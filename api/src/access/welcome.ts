import { sampleScreenplay } from "@backlot/shared/screenplay/sample";
import { AppError } from "@backlot/shared/errors/app-error";
import type { Actor, ApiDeps } from "../app-env.ts";
import { createProject, firstAccessVersion } from "../project/create-project.ts";
import { joinProject, takeInvitation, type Invitation } from "./invitations.ts";
import { createGuest, createPerson, preparePerson, type NewPerson } from "./people.ts";

/** What somebody fills in who opens a link. */
export type Introduction = {
  name?: string | undefined;
  email?: string | undefined;
  password?: string | undefined;
};

/** What came of it: who they are now and where to go. */
export type Welcomed = { actor: Actor; isNew: boolean; projectId: string | null };

type Deps = Pick<ApiDeps, "db" | "documents" | "log">;

/** The title of the sample project. */
export const sampleTitle = "Slack Water";

/** Makes the studio's first account, gives it the films made in the terminal before, and the sample project. */
export async function welcomeOwner(
  deps: Deps,
  invitation: Invitation,
  given: Introduction,
): Promise<Welcomed> {
  const introduced = await requirePerson(given);
  const actor = await deps.db.transaction().execute(async (tx) => {
    await takeInvitation(tx, invitation.id);
    const person = await createPerson(tx, introduced);
    const orphans = await tx
      .selectFrom("project")
      .select("id")
      .where((eb) =>
        eb.not(
          eb.exists(eb.selectFrom("member").select("userId").whereRef("member.projectId", "=", "project.id")),
        ),
      )
      .execute();
    for (const { id } of orphans) {
      await tx
        .insertInto("member")
        .values({ projectId: id, userId: person.id, role: "owner", accessVersion: firstAccessVersion() })
        .execute();
    }
    return person;
  });
  return { actor, isNew: true, projectId: await createSample(deps, actor) };
}

/** Without its sample project the studio still opens: the account is made and must not be lost to a restart. */
async function createSample(deps: Deps, actor: Actor): Promise<string | null> {
  try {
    return await createProject(deps, actor, {
      title: sampleTitle,
      fountain: sampleScreenplay,
      isSample: true,
    });
  } catch (error) {
    deps.log.error({ err: error }, "the sample project could not be made");
    return null;
  }
}

/** Joins a project: who is signed in as they are, a reviewer by name alone as a guest, anyone else with an account. */
export async function welcomeMember(
  { db, documents }: Deps,
  invitation: Invitation,
  given: Introduction,
  signedIn: Actor | null,
): Promise<Welcomed> {
  const { projectId, role } = invitation;
  if (projectId === null) throw new AppError("gone", { sentence: "This invitation leads nowhere." });
  const newcomer = signedIn === null ? await introduce(invitation, given) : null;
  const welcomed = await db.transaction().execute(async (tx) => {
    const actor = signedIn ?? (await enrol(tx, newcomer));
    const isJoined = await joinProject(tx, { projectId, role }, actor.id);
    // Opening the link again as a member takes no use of it.
    if (isJoined) await takeInvitation(tx, invitation.id);
    return { actor, isNew: signedIn === null, projectId };
  });
  await documents.emit(projectId, { type: "members" });
  return welcomed;
}

type Newcomer = NewPerson | { name: string };

async function introduce(invitation: Invitation, given: Introduction): Promise<Newcomer> {
  const isGuest = isGuestAllowed(invitation) && given.email === undefined && given.password === undefined;
  return isGuest ? { name: requireName(given) } : requirePerson(given);
}

async function enrol(tx: Deps["db"], newcomer: Newcomer | null): Promise<Actor> {
  if (newcomer === null) throw new AppError("signed-out", { sentence: "You are signed out." });
  return "email" in newcomer ? createPerson(tx, newcomer) : createGuest(tx, newcomer);
}

/** Whether a name alone is enough: only for reviewers, who change nothing. */
export function isGuestAllowed({ kind, role }: Pick<Invitation, "kind" | "role">): boolean {
  return kind === "member" && role === "reviewer";
}

async function requirePerson(given: Introduction): Promise<NewPerson> {
  const name = requireName(given);
  if (given.email === undefined) throw missing("email", "Give your email address.");
  if (given.password === undefined) throw missing("password", "Choose a password.");
  return preparePerson({ name, email: given.email, password: given.password });
}

function requireName({ name }: Introduction): string {
  if (name === undefined) throw missing("name", "Give your name.");
  return name;
}

function missing(field: string, sentence: string): AppError {
  return new AppError("bad-request", { sentence, field });
}
