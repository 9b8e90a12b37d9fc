import { expect, test, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { placePublisher, readPeople } from "./people.ts";

const user = { id: "alice", name: "Alice", color: "#336699" };

test("lists people with their place, and leaves out a presence that cannot be read", () => {
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ user, department: "shots", shotId: "shot-a" });
  awareness.states.set(7, { user: { ...user, name: "Bob", id: "bob" } });
  awareness.states.set(8, { nonsense: true });
  expect(readPeople(awareness)).toEqual([
    {
      clientId: awareness.clientID,
      user,
      isMe: true,
      place: { department: "shots", shotId: "shot-a" },
    },
    { clientId: 7, user: { ...user, name: "Bob", id: "bob" }, isMe: false, place: null },
  ]);
  awareness.destroy();
});

test("publishes at most fifteen places a second, and always the last", () => {
  vi.useFakeTimers();
  const awareness = new Awareness(new Y.Doc());
  awareness.setLocalState({ user });
  let sent = 0;
  awareness.on("change", () => (sent += 1));
  const { publish } = placePublisher(awareness);
  for (let frame = 0; frame <= 100; frame += 1) {
    publish({ department: "dailies", frame });
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(100);
  expect(sent).toBeLessThanOrEqual(17);
  expect(awareness.getLocalState()).toEqual({ user, department: "dailies", frame: 100 });
  awareness.destroy();
  vi.useRealTimers();
});
