import { documentName } from "@backlot/shared/documents/names";
import { aClient, aProject, aTicket, until, type TestPerson } from "../../collab-fixture.ts";
import type { Bed } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";

/**
 * Every hook that is called for a document. Not among them: `onListen`, `onUpgrade`, `onRequest` and `onDestroy`, which
 * only Hocuspocus' own server calls and this one does not use; `onConfigure`, which is called once, before there is anybody
 * whose session it could end.
 */
const hooks = [
  "onConnect",
  "onAuthenticate",
  "onCreateDocument",
  "onLoadDocument",
  "afterLoadDocument",
  "connected",
  "beforeHandleMessage",
  "beforeSync",
  "beforeHandleAwareness",
  "afterHandleMessage",
  "onChange",
  "onStateless",
  "beforeBroadcastStateless",
  "onAwarenessUpdate",
  "onTokenSync",
  "onDisconnect",
  "beforeUnloadDocument",
  "afterUnloadDocument",
  "onStoreDocument",
  "afterStoreDocument",
] as const;

export const failingHooks: FaultCase = {
  id: "F22",
  title: "each hook of the server fails for one document: the server lives, and everybody else is served",
  rule: "COL-49",
  isFast: false,
  // It goes through all of them whatever the seed.
  seeds: 1,
  async run(bed) {
    for (const hook of hooks)
      for (const how of ["rejects", "throws"] as const) await breakHook(bed, hook, how);
    await breakOurOwn(bed);
  },
};

const vera: TestPerson = { id: "vera", name: "Vera", role: "crew" };

async function breakHook(bed: Bed, hook: string, how: "rejects" | "throws"): Promise<void> {
  const film = await aProject(bed.database.db, [vera]);
  const site = await bed.startSite({
    failing: { hook, how, document: documentName({ projectId: film, kind: "project" }) },
  });
  const writer = await bed.writer(`${hook.toLowerCase()}${how}`, { site });
  // A ticket that ends soon, so that the server asks for another one.
  const ticket = () => aTicket(film, vera, { lifetime: 2 });
  const victim = aClient(`ws://127.0.0.1:${site.process.port}/collab`, film, "project", ticket);
  victim.provider.awareness?.setLocalStateField("department", "script");
  const token = writer.write();
  let isLeft = false;
  // Some hooks are called for what the victim does, some for what others do, and some only when it leaves.
  await until(`${hook} ${how}`, async () => {
    if (site.process.output().includes(`broken on purpose: ${hook}`)) return true;
    victim.doc.getMap<unknown>("meta").set("title", `Title ${performance.now()}`);
    victim.provider.sendStateless('{"mark":1}');
    await bed.internal(site, "events", { projectId: film, event: { type: "versions" } });
    if (leaving.has(hook) && victim.provider.synced && !isLeft) {
      isLeft = true;
      victim.leave();
    }
    return false;
  });
  if (!isLeft) victim.leave();
  writer.act();
  await until("the writer is saved", () => writer.isSaved());
  if (!(await bed.stored("script")).getXmlFragment("body").toString().includes(token))
    throw new Error(`With ${hook} broken somebody else's edit was not stored.`);
  await expectInvariants(bed, [writer]);
  writer.leave();
  await bed.end(site, "SIGKILL");
}

/** Our own extension that loads documents fails for one, whose log has a row that is no update. */
async function breakOurOwn(bed: Bed): Promise<void> {
  const film = await aProject(bed.database.db, [vera]);
  const document = documentName({ projectId: film, kind: "assets" });
  await bed.database.db
    .insertInto("documentUpdate")
    .values({ document, payload: new Uint8Array([9, 9, 9]), userId: "vera" })
    .execute();
  const site = await bed.startSite();
  const writer = await bed.writer("ourown", { site });
  const url = `ws://127.0.0.1:${site.process.port}/collab`;
  const victim = aClient(url, film, "assets", await aTicket(film, vera));
  const neighbour = aClient(url, film, "shots", await aTicket(film, vera));
  await until("one document is refused", () => victim.refusals.length > 0);
  if (victim.refusals[0] !== "unavailable") throw new Error(`It was refused as ${victim.refusals[0]}.`);
  await neighbour.synced();
  const token = writer.write();
  await until("the writer is saved", () => writer.isSaved());
  if (!(await bed.stored("script")).getXmlFragment("body").toString().includes(token))
    throw new Error("With a broken document somebody else's edit was not stored.");
  await expectInvariants(bed, [writer]);
  for (const client of [victim, neighbour]) client.leave();
  writer.leave();
  await bed.end(site, "SIGKILL");
}

const leaving = new Set<string>(["onDisconnect", "beforeUnloadDocument", "afterUnloadDocument"]);
