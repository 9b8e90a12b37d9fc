import { documentName } from "@backlot/shared/documents/names";
import { aClient, aProject, aTicket, until, type TestPerson } from "../../collab-fixture.ts";
import type { Bed } from "../bed.ts";
import type { FaultCase } from "../fault-case.ts";
import { expectInvariants } from "../invariants.ts";

/** Every hook that is called for a document. */
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
] as const;

export const failingHooks: FaultCase = {
  id: "F22",
  title: "each hook of the server fails for one document: the server lives, and everybody else is served",
  rule: "COL-49",
  isFast: false,
  async run(bed) {
    for (const hook of hooks) await breakHook(bed, hook);
  },
};

const vera: TestPerson = { id: "vera", name: "Vera", role: "crew" };

async function breakHook(bed: Bed, hook: string): Promise<void> {
  const film = await aProject(bed.database.db, [vera]);
  const site = await bed.startSite({
    failing: { hook, document: documentName({ projectId: film, kind: "project" }) },
  });
  const writer = await bed.writer(hook.toLowerCase(), { site });
  // A ticket that ends soon, so that the server asks for another one.
  const ticket = () => aTicket(film, vera, { lifetime: 2 });
  const victim = aClient(`ws://127.0.0.1:${site.process.port}/collab`, film, "project", ticket);
  victim.provider.awareness?.setLocalStateField("department", "script");
  const token = writer.write();
  let isLeft = false;
  // Some hooks are called for what the victim does, some for what others do, and some only when it leaves.
  await until(`${hook} was called`, async () => {
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

const leaving = new Set<string>(["onDisconnect", "beforeUnloadDocument", "afterUnloadDocument"]);
