import * as Y from "yjs";
import { memoryStore } from "@backlot/client/session/local-store";
import {
  openSession,
  type Session,
  type SessionDevice,
  type SessionOptions,
} from "@backlot/client/session/session";
import type { TicketAnswer } from "@backlot/client/session/ticket";
import { addAsset, assetDescription, changeAsset } from "@backlot/shared/documents/assets";
import { addClips, changeClip, moveClip } from "@backlot/shared/documents/cut";
import { addIdea } from "@backlot/shared/documents/ideation";
import type { DocumentKind } from "@backlot/shared/documents/names";
import { addNote } from "@backlot/shared/documents/notes";
import { addBeat, moveBeat } from "@backlot/shared/documents/outline";
import { setProjectTitle } from "@backlot/shared/documents/project";
import { scriptBody, toElement } from "@backlot/shared/documents/script";
import { addShots, changeShot, moveShot, readShots, shotDescription } from "@backlot/shared/documents/shots";
import { textBlock } from "@backlot/shared/screenplay/block";
import { placesOf } from "./content.ts";
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
  onTrouble?: SessionOptions["onTrouble"];
};

/** Somebody who works in a real session and remembers what the session said was saved. */
export type Writer = {
  readonly session: Session;
  /** One seeded edit somewhere in the film. */
  act: () => void;
  /** One edit of the script, at its end. */
  write: () => string;
  /** One note on a shot, which reviewers may write too. */
  annotate: () => string;
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
    ...(options.onTrouble === undefined ? {} : { onTrouble: options.onTrouble }),
  });
  let count = 0;
  let rope: string | null = null;
  let unsettled: Operation[] = [];
  /** What this writer made and nobody else touches, by kind of document. */
  const mine: Record<"assets" | "shots" | "cut" | "outline", Mine[]> = {
    assets: [],
    shots: [],
    cut: [],
    outline: [],
  };
  const myWords: string[] = [];

  function settle(): void {
    if (session.status.pending > 0) return;
    for (const operation of unsettled) oracle.promised(operation);
    unsettled = [];
  }
  session.subscribe(settle);

  function does(operation: Operation, edit: () => void): void {
    oracle.made(operation);
    unsettled.push(operation);
    edit();
  }

  function newToken(): string {
    count += 1;
    return `zq${name}-${count}qz`;
  }

  function put(kind: Operation["kind"], edit: (token: string) => void): string {
    const token = newToken();
    does({ kind, token, does: "puts" }, () => edit(token));
    return token;
  }

  /** Puts something that has a place, which this writer alone changes. */
  function putMine(kind: keyof typeof mine, edit: (token: string) => string): void {
    let id = "";
    const token = put(kind, (fresh) => (id = edit(fresh)));
    mine[kind].push({ token, id });
    notePlace(kind, token);
  }

  /** After an edit: where it stands now is where it has to stand in the end. */
  function notePlace(kind: DocumentKind, token: string): void {
    const place = placesOf(kind, session.documents[kind]).get(token);
    if (place !== undefined) does({ kind, token, does: "places", place }, () => {});
  }

  function moveMine(kind: keyof typeof mine, move: (id: string) => void): void {
    const one = mine[kind].at(random.below(mine[kind].length));
    if (one === undefined) return;
    move(one.id);
    notePlace(kind, one.token);
  }

  function takeMine(kind: keyof typeof mine, remove: (id: string) => void): void {
    const one = mine[kind].shift();
    if (one !== undefined) does({ kind, token: one.token, does: "takes" }, () => remove(one.id));
  }

  const { script, assets, shots, notes, cut, outline, ideation, project } = session.documents;
  const body = scriptBody(script);
  const prop = { category: "prop", origin: "person", createdAt: 1 } as const;
  const shot = { sceneId: "scene-1", origin: "person", createdAt: 1 } as const;
  const somewhere = () => random.below(4);

  const edits: (() => void)[] = [
    () =>
      put("script", (token) =>
        body.insert(random.below(body.length + 1), [toElement(textBlock("action", `${token} waits.`))]),
      ),
    () =>
      myWords.push(
        put("script", (token) => {
          const text = someText(body, random);
          if (text === null) body.push([toElement(textBlock("dialogue", token))]);
          else text.insert(random.below(text.length + 1) === 0 ? 0 : text.length, ` ${token} `);
        }),
      ),
    () => {
      const token = myWords.shift();
      if (token !== undefined) does({ kind: "script", token, does: "takes" }, () => eraseWord(body, token));
    },
    () => putMine("assets", (token) => addAsset(assets, { ...prop, name: token })),
    () =>
      put("assets", (token) => {
        // An asset of its own, which nobody takes away.
        rope ??= addAsset(assets, { ...prop, name: "Rope" });
        assetDescription(assets, rope).insert(0, `${token} `);
      }),
    () => takeMine("assets", (id) => changeAsset(assets, id, { deletedAt: 2 })),
    () =>
      // All in one scene, between the shots of others; the token tells by its content whether a shot is there twice.
      put("shots", (token) => {
        const [id = ""] = addShots(shots, "scene-1", [{ ...shot, size: sharedSize }], somewhere());
        shotDescription(shots, id).insert(0, token);
      }),
    () => {
      // Several people move these, and the last of them wins.
      const shared = readShots(shots).filter(({ size }) => size === sharedSize);
      if (shared.length === 0) return;
      moveShot(shots, random.pick(shared).id, `scene-${1 + random.below(2)}`, somewhere());
    },
    () =>
      putMine("shots", (token) => {
        const [id = ""] = addShots(shots, "scene-1", [{ ...shot, description: token }], somewhere());
        return id;
      }),
    () => moveMine("shots", (id) => moveShot(shots, id, `scene-${1 + random.below(2)}`, somewhere())),
    () => takeMine("shots", (id) => changeShot(shots, id, { deletedAt: 2 })),
    () =>
      putMine("cut", (token) => addClips(cut, [{ shotId: token, origin: "person" }], somewhere())[0] ?? ""),
    () => moveMine("cut", (id) => moveClip(cut, id, somewhere())),
    () => moveMine("cut", (id) => changeClip(cut, id, { inFrame: random.below(24) })),
    () => takeMine("cut", (id) => changeClip(cut, id, { deletedAt: 2 })),
    () =>
      putMine("outline", (token) =>
        addBeat(outline, { kind: "beat", title: token, text: "", at: 1 }, somewhere()),
      ),
    () => moveMine("outline", (id) => moveBeat(outline, id, somewhere())),
    () => put("ideation", (token) => void addIdea(ideation, token, 1)),
    () => {
      // One for all: whose title it is in the end nobody can be promised.
      const token = newToken();
      oracle.made({ kind: "project", token, does: "puts" });
      setProjectTitle(project, token);
    },
    () => put("notes", annotate),
  ];

  function annotate(token: string): void {
    const author = { id: options.userId, name };
    addNote(notes, { shotId: "shot-0", artifactId: null, frame: 1, drawing: [], author, text: token, at: 1 });
  }

  return {
    session,
    act: () => random.pick(edits)(),
    write: () => put("script", (token) => body.push([toElement(textBlock("action", token))])),
    annotate: () => put("notes", annotate),
    isSaved: () => session.status.kind === "saved" && session.status.pending === 0,
    unsettledTakes: () => unsettled.filter(({ does }) => does === "takes").map(({ token }) => token),
    leave: () => session.close(),
  };
}

type Mine = { token: string; id: string };

/** Shots of this size belong to everybody; each of the others is moved only by who made it. */
const sharedSize = "wide";

/** Takes a word out of the block in which it is now. */
function eraseWord(body: Y.XmlFragment, word: string): void {
  for (const block of body.toArray()) {
    const text = block instanceof Y.XmlElement && block.length > 0 ? block.get(0) : null;
    const at = text instanceof Y.XmlText ? text.toJSON().indexOf(word) : -1;
    if (at !== -1) (text as Y.XmlText).delete(at, word.length);
  }
}

/** The text of some block of the script. */
function someText(body: Y.XmlFragment, random: Random): Y.XmlText | null {
  if (body.length === 0) return null;
  const block = body.get(random.below(body.length));
  const text = block instanceof Y.XmlElement && block.length > 0 ? block.get(0) : null;
  return text instanceof Y.XmlText ? text : null;
}
