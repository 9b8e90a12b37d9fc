import * as Y from "yjs";
import { memoryStore } from "@backlot/client/session/local-store";
import { openSession, type Session, type SessionDevice } from "@backlot/client/session/session";
import type { TicketAnswer } from "@backlot/client/session/ticket";
import { addAsset, assetsRoot, assetDescription } from "@backlot/shared/documents/assets";
import { addNote } from "@backlot/shared/documents/notes";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { addShots, moveShot, readShots, shotDescription } from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import type { Operation, Oracle } from "./oracle.ts";
import type { Random } from "./random.ts";

export type Device = SessionDevice & {
  store: ReturnType<typeof memoryStore>;
  /** Whose copies were erased. */
  erased: string[];
};

/** A device that outlives the pages opened on it. `store` is of the first person who uses it. */
export function aDevice(): Device {
  const store = memoryStore();
  const erased: string[] = [];
  let owner: string | null = null;
  let remembered: TicketAnswer | null = null;
  return {
    store,
    erased,
    open(userId) {
      owner ??= userId;
      return Promise.resolve(userId === owner ? store : memoryStore());
    },
    remembered: () => Promise.resolve(remembered),
    remember(_projectId, answer) {
      remembered = answer;
      return Promise.resolve();
    },
    erase(userId) {
      erased.push(userId);
      if (userId === owner) store.clear();
    },
  };
}

export type WriterOptions = {
  name: string;
  userId: string;
  projectId: string;
  socketUrl: string;
  fetchTicket: () => Promise<TicketAnswer>;
  oracle: Oracle;
  random: Random;
  device?: SessionDevice;
};

/** Somebody who works in a real session and remembers what the session said was saved. */
export type Writer = {
  readonly session: Session;
  /** One seeded edit somewhere in the film. */
  act: () => void;
  /** One edit of the script, at its end. */
  write: () => string;
  isSaved: () => boolean;
  /** Tokens that this writer took away without having been told that it is durable. */
  unsettledTakes: () => string[];
  /** Leaves at once, as a closed tab does. */
  leave: () => void;
};

/** Opens a session and wires it to the oracle: whenever nothing is pending, everything made so far is promised. */
export async function openWriter(options: WriterOptions): Promise<Writer> {
  const { name, projectId, oracle, random } = options;
  const session = await openSession({
    projectId,
    userId: options.userId,
    socketUrl: options.socketUrl,
    fetchTicket: options.fetchTicket,
    device: options.device ?? aDevice(),
  });
  let count = 0;
  let rope: string | null = null;
  let unsettled: Operation[] = [];
  const mine: { token: string; id: string }[] = [];

  function settle(): void {
    if (session.status.pending > 0) return;
    for (const operation of unsettled) oracle.promised(operation);
    unsettled = [];
  }
  session.subscribe(settle);

  function put(kind: Operation["kind"], edit: (token: string) => void): string {
    count += 1;
    const token = `zq${name}-${count}qz`;
    const operation: Operation = { kind, token, does: "puts" };
    oracle.made(operation);
    unsettled.push(operation);
    edit(token);
    return token;
  }

  const { script, assets, shots, notes } = session.documents;
  const body = scriptBody(script);
  const edits: (() => void)[] = [
    () =>
      put("script", (token) =>
        body.insert(random.below(body.length + 1), [toElement(textBlock("action", `${token} waits.`))]),
      ),
    () =>
      put("script", (token) => {
        const text = someText(body, random);
        if (text === null) body.push([toElement(textBlock("dialogue", token))]);
        else text.insert(random.below(text.length + 1) === 0 ? 0 : text.length, ` ${token} `);
      }),
    () =>
      put("assets", (token) => {
        mine.push({
          token,
          id: addAsset(assets, { category: "prop", name: token, origin: "person", createdAt: 1 }),
        });
      }),
    () =>
      put("assets", (token) => {
        // An asset of its own, which nobody takes away: deleting wins over writing into what is deleted.
        rope ??= addAsset(assets, { category: "prop", name: "Rope", origin: "person", createdAt: 1 });
        assetDescription(assets, rope).insert(0, `${token} `);
      }),
    () =>
      // All in one scene, between the shots of others; the token tells by its content whether a shot is there twice.
      put("shots", (token) => {
        const wish = { sceneId: "scene-1", origin: "person", createdAt: 1 } as const;
        const [shot = ""] = addShots(shots, "scene-1", [wish], random.below(4));
        shotDescription(shots, shot).insert(0, token);
      }),
    () => {
      const present = readShots(shots);
      if (present.length === 0) return;
      const shot = random.pick(present);
      moveShot(shots, shot.id, `scene-${1 + random.below(2)}`, random.below(present.length + 1));
    },
    () =>
      put("notes", (token) =>
        addNote(notes, {
          shotId: "shot-0",
          artifactId: null,
          frame: 1,
          drawing: [],
          author: { id: name, name },
          text: token,
          at: 1,
        }),
      ),
    () => {
      const one = mine.shift();
      if (one === undefined) return;
      const operation: Operation = { kind: "assets", token: one.token, does: "takes" };
      unsettled.push(operation);
      assetsRoot(assets).delete(one.id);
    },
  ];

  return {
    session,
    act: () => random.pick(edits)(),
    write: () => put("script", (token) => body.push([toElement(textBlock("action", token))])),
    isSaved: () => session.status.kind === "saved" && session.status.pending === 0,
    unsettledTakes: () => unsettled.filter(({ does }) => does === "takes").map(({ token }) => token),
    leave: () => session.close(),
  };
}

/** The text of some block of the script. */
function someText(body: Y.XmlFragment, random: Random): Y.XmlText | null {
  if (body.length === 0) return null;
  const block = body.get(random.below(body.length));
  const text = block instanceof Y.XmlElement && block.length > 0 ? block.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}
