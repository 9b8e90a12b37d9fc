import { expect, test } from "vitest";
import { closeCodes } from "@backlot/shared/documents/close-codes";
import {
  newConnection,
  phaseOf,
  step,
  type Connection,
  type ConnectionEffect,
  type ConnectionEvent,
} from "./connection.ts";

function after(...events: ConnectionEvent[]): {
  phase: string;
  effects: ConnectionEffect[];
  state: Connection;
} {
  let state = newConnection();
  const all: ConnectionEffect[] = [];
  for (const event of events) {
    const { next, effects } = step(state, event);
    state = next;
    all.push(...effects);
  }
  return { phase: phaseOf(state), effects: all, state };
}

const opened: ConnectionEvent = { type: "opened" };
const exchanged: ConnectionEvent = { type: "exchanged", isSo: true };
const closed = (name: keyof typeof closeCodes): ConnectionEvent => ({
  type: "closed",
  code: closeCodes[name].code,
});

test("COL-43: goes from opening over syncing to live, and is offline when the socket ends", () => {
  expect(after().phase).toBe("opening");
  expect(after({ type: "waited-long" }).phase).toBe("offline");
  expect(after(opened).phase).toBe("syncing");
  expect(after(opened, exchanged).phase).toBe("live");
  expect(after(opened, exchanged, { type: "closed", code: 1006 }).phase).toBe("offline");
  expect(after(opened, exchanged, { type: "closed", code: 1006 }, opened).phase).toBe("syncing");
  expect(after(opened, exchanged, { type: "exchanged", isSo: false }).phase).toBe("syncing");
});

test("COL-43: a restart, silence or too much at once are come back from with the same ticket", () => {
  for (const name of ["restart", "timeout", "slowConsumer", "tooMany", "unavailable"] as const) {
    expect(after(opened, closed(name))).toMatchObject({ phase: "offline", effects: [] });
  }
});

test("COL-34: changed access and an ended ticket are come back from with a fresh ticket", () => {
  for (const name of ["accessChanged", "ticketExpired"] as const) {
    expect(after(opened, closed(name))).toMatchObject({ phase: "offline", effects: ["discard-ticket"] });
  }
});

test("COL-40: signed out is said with or without a socket, and ends when a ticket is given again", () => {
  const refused: ConnectionEvent = { type: "ticket-refused", code: "signed-out" };
  expect(after(opened, exchanged, refused).phase).toBe("signed-out");
  expect(after(refused).phase).toBe("signed-out");
  expect(after(refused, { type: "ticket-given" }, opened, exchanged).phase).toBe("live");
});

test("COL-35: without access the socket is given up for good and the device forgets the project", () => {
  const gone = after(opened, exchanged, { type: "ticket-refused", code: "not-allowed" });
  expect(gone).toMatchObject({ phase: "no-access", effects: ["hang-up", "forget-project"] });
  expect(after(opened, { type: "ticket-refused", code: "not-found" }, opened, exchanged).phase).toBe(
    "no-access",
  );
});

test("COL-35: a document that is refused for lack of access makes the session ask the API", () => {
  const asked = after(opened, { type: "document-refused", reason: closeCodes.noAccess.reason });
  expect(asked).toMatchObject({ phase: "syncing", effects: ["discard-ticket", "ask-for-ticket"] });
});

test("COL-13: an outdated page stops at once, whichever way it is told", () => {
  expect(after(opened, closed("tooOld"))).toMatchObject({ phase: "too-old", effects: ["hang-up"] });
  const reason = closeCodes.tooOld.reason;
  expect(after(opened, { type: "document-refused", reason }).phase).toBe("too-old");
});

test("COL-44: what the server does not take is tried once more as a whole, then never again", () => {
  for (const name of ["invalidUpdate", "tooBig"] as const) {
    expect(after(opened, exchanged, closed(name)).phase).toBe("offline");
    const twice = after(opened, exchanged, closed(name), opened, closed(name));
    expect(twice).toMatchObject({ phase: "refused", effects: ["hang-up"] });
    expect(twice.state.ended?.problem).toBe(name);
    // Taken in between: the next one is the first again.
    expect(after(opened, closed(name), opened, exchanged, closed(name)).phase).toBe("offline");
  }
});

test("COL-43: an API that cannot be reached changes nothing about the connection", () => {
  const silent: ConnectionEvent = { type: "ticket-refused", code: "documents-unavailable" };
  expect(after(opened, exchanged, silent).phase).toBe("live");
});
