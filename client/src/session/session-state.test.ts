import { expect, test } from "vitest";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import { documentKind, type DocumentKind } from "@backlot/shared/documents/names";
import { saveStatus } from "./save-status.ts";
import {
  newSessionState,
  step,
  type SessionEffect,
  type SessionEvent,
  type SessionState,
} from "./session-state.ts";

const kinds = documentKind.options;

/** What a session that begins as crew says and does after these events. `effects` are those of the last one. */
function after(...events: SessionEvent[]): { says: string; effects: SessionEffect[]; state: SessionState } {
  let state = newSessionState("crew");
  let effects: SessionEffect[] = [];
  for (const event of events) ({ next: state, effects } = step(state, event));
  return { says: saveStatus(state).kind, effects, state };
}

const opened: SessionEvent = { type: "socket-opened" };
const closed = (name: keyof typeof closeCodes | 1006): SessionEvent => ({
  type: "socket-closed",
  code: name === 1006 ? name : closeCodes[name].code,
});
const synced = (kind: DocumentKind): SessionEvent => ({ type: "document-synced", kind });
const counted = (kind: DocumentKind, pending: number, isConfirmed = true): SessionEvent => ({
  type: "document-counted",
  kind,
  pending,
  isKept: true,
  isConfirmed,
});
const refused = (name: keyof typeof closeCodes, kind: DocumentKind = "script"): SessionEvent => ({
  type: "document-refused",
  kind,
  reason: closeCodes[name].reason,
});
const scriptClosed: SessionEvent = { type: "document-closed", kind: "script" };
const due: SessionEvent = { type: "retry-due", kind: "script" };
const allSynced = kinds.map(synced);
/** Everything is exchanged and confirmed. */
const exchanged = [...allSynced, ...kinds.map((kind) => counted(kind, 0))];
const live = [opened, ...exchanged];

test("COL-43: goes from connecting over syncing to saved, and is offline when the socket ends", () => {
  expect(after().says).toBe("connecting");
  expect(after({ type: "waited-long" }).says).toBe("offline");
  expect(after(opened).says).toBe("connecting");
  expect(after(opened, ...allSynced).says).toBe("connecting");
  expect(after(...live).says).toBe("saved");
  expect(after(...live, closed(1006)).says).toBe("offline");
  expect(after(...live, closed(1006), opened).says).toBe("connecting");
  expect(after(...live, closed(1006), ...live).says).toBe("saved");
});

test("COL-30: is saving from an edit on until the last document's are confirmed", () => {
  const saving = after(...live, counted("script", 2, false), counted("notes", 1, false));
  expect(saving.says).toBe("saving");
  expect(saveStatus(saving.state).pending).toBe(3);
  expect(after(...live, counted("script", 2, false), counted("script", 0)).says).toBe("saved");
  // Not yet: edits of another tab are not counted here, and still not confirmed.
  expect(after(...live, counted("script", 0, false)).says).toBe("connecting");
  expect(after(opened, counted("script", 1, false)).says).toBe("saving");
  expect(after(counted("script", 1, false), { type: "waited-long" }).says).toBe("offline");
});

test("COL-37: a time without connection is told once, when everything is exchanged again", () => {
  const told: SessionEffect[] = [{ do: "tell-missed-events" }];
  expect(after(...live).effects).toEqual([]);
  expect(after(...live, closed(1006), opened).effects).toEqual([]);
  const back = after(...live, closed(1006), ...live);
  expect(back.effects).toEqual(told);
  expect(step(back.state, counted("script", 0)).effects).toEqual([]);
});

test("COL-43: a restart, silence or too much at once are come back from with the same ticket", () => {
  for (const name of ["restart", "timeout", "slowConsumer", "tooMany"] as const) {
    expect(after(opened, closed(name))).toMatchObject({ says: "offline", effects: [] });
  }
});

test("COL-34: changed access and an ended ticket are come back from with a fresh ticket", () => {
  for (const name of ["accessChanged", "ticketExpired"] as const) {
    expect(after(opened, closed(name))).toMatchObject({
      says: "offline",
      effects: [{ do: "discard-ticket" }],
    });
  }
  expect(after(...live, refused("ticketExpired")).effects[0]).toEqual({ do: "discard-ticket" });
  expect(after(...live, { type: "ticket-given", role: "reviewer" }).says).toBe("read-only");
});

test("COL-48: edits that a new role may not save are counted, and not said to be on their way", () => {
  const { says, state } = after(...live, counted("script", 2, false), {
    type: "ticket-given",
    role: "reviewer",
  });
  expect(says).toBe("read-only");
  expect(saveStatus(state)).toMatchObject({ pending: 2, role: "reviewer" });
  expect(step(state, counted("notes", 1, false)).next).toSatisfy(
    (next: SessionState) => saveStatus(next).kind === "saving",
  );
});

test("COL-32: says whether this device keeps what is pending, over all documents", () => {
  const full: SessionEvent = {
    type: "document-counted",
    kind: "notes",
    pending: 1,
    isKept: false,
    isConfirmed: false,
  };
  expect(saveStatus(after(...live, full).state).isKept).toBe(false);
  expect(saveStatus(after(...live, full, counted("notes", 0)).state).isKept).toBe(true);
});

test("COL-40: signed out is said with or without a socket, and ends when a ticket is given again", () => {
  const signedOut: SessionEvent = { type: "ticket-refused", code: "signed-out" };
  expect(after(...live, signedOut).says).toBe("signed-out");
  expect(after(signedOut).says).toBe("signed-out");
  expect(after(signedOut, { type: "ticket-given", role: "crew" }, ...live).says).toBe("saved");
});

test("COL-35: without access the socket is given up for good and the device forgets the project", () => {
  const gone = after(...live, { type: "ticket-refused", code: "not-allowed" });
  expect(gone).toMatchObject({
    says: "no-access",
    effects: [{ do: "hang-up" }, { do: "forget-project" }],
  });
  const ended = after({ type: "ticket-refused", code: "not-found" }, ...live);
  expect(ended).toMatchObject({ says: "no-access", effects: [] });
  expect(after(opened, closed("noAccess"))).toMatchObject({
    says: "no-access",
    effects: [{ do: "hang-up" }],
  });
});

test("COL-35: a document that is refused for lack of access makes the session ask the API", () => {
  expect(after(...live, refused("noAccess"))).toMatchObject({
    says: "connecting",
    effects: [{ do: "discard-ticket" }, { do: "ask-for-ticket" }],
  });
});

test("COL-13: an outdated page stops at once, whichever way it is told", () => {
  for (const told of [closed("tooOld"), refused("tooOld")])
    expect(after(opened, told)).toMatchObject({ says: "too-old", effects: [{ do: "hang-up" }] });
});

test("COL-44: what the server does not take is tried once more as a whole, then never again", () => {
  for (const name of ["invalidUpdate", "tooBig"] as const) {
    expect(after(...live, closed(name)).says).toBe("offline");
    const twice = after(...live, closed(name), opened, closed(name));
    expect(twice).toMatchObject({ says: "refused", effects: [{ do: "hang-up" }] });
    expect(saveStatus(twice.state).problem).toBe(name);
    // Taken in between: the next one is the first again.
    expect(after(opened, closed(name), ...live, closed(name)).says).toBe("offline");
  }
});

test("COL-43: an API that cannot be reached changes nothing about the connection", () => {
  for (const code of ["documents-unavailable", "busy"] as const)
    expect(after(...live, { type: "ticket-refused", code }).says).toBe("saved");
});

test("COL-140: documents that cannot be opened just now are said to be unavailable, and asked for until they can", () => {
  const told = after(opened, refused("unavailable"));
  expect(told).toMatchObject({
    says: "unavailable",
    effects: [{ do: "retry-later", kind: "script", afterMs: 250 }],
  });
  expect(after(opened, refused("unavailable"), due).effects).toEqual([
    { do: "open-document", kind: "script" },
  ]);
  // Not over when one of several is there.
  expect(after(opened, refused("unavailable"), synced("notes")).says).toBe("unavailable");
  expect(after(opened, refused("unavailable"), ...exchanged).says).toBe("saved");
  expect(after(...live, closed("unavailable")).says).toBe("unavailable");
  expect(after(...live, closed("unavailable"), closed(1006)).says).toBe("offline");
});

test("COL-33: a document that the server closes alone is asked for again, ever later, and then over a new socket", () => {
  const pauses: number[] = [];
  let { state } = after(...live);
  const react = (event: SessionEvent): SessionEffect[] => {
    const { next, effects } = step(state, event);
    state = next;
    for (const effect of effects) if (effect.do === "retry-later") pauses.push(effect.afterMs);
    return effects;
  };
  for (let closes = 1; closes <= 3; closes += 1) {
    react(scriptClosed);
    expect(react(due)).toEqual([{ do: "open-document", kind: "script" }]);
  }
  react(scriptClosed);
  expect(react(due)).toEqual([{ do: "renew-socket" }]);
  expect(pauses).toEqual([250, 1_000, 2_000, 4_000]);
  // Counted from the beginning over the new socket.
  react(closed(1006));
  react(opened);
  react(scriptClosed);
  expect(react(due)).toEqual([{ do: "open-document", kind: "script" }]);
});

test("COL-33: a document that was opened in between, or that a new socket opens anyway, is not asked for again", () => {
  expect(after(...live, scriptClosed, synced("script"), due).effects).toEqual([]);
  expect(after(...live, scriptClosed, closed(1006), due).effects).toEqual([]);
  // One question at a time.
  expect(after(...live, scriptClosed, scriptClosed).effects).toEqual([]);
  const late = after(...live, scriptClosed, due, synced("script"), scriptClosed);
  expect(late.effects).toEqual([{ do: "retry-later", kind: "script", afterMs: 250 }]);
});
