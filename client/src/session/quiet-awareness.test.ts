import { expect, test } from "vitest";
import * as Y from "yjs";
import { QuietAwareness } from "./quiet-awareness.ts";

const user = { id: "ana", name: "Ana", color: "#336699" };

/** What the others are told. */
const told = (awareness: QuietAwareness) => awareness.states.get(awareness.clientID);

test("COL-68: somebody who hides is here, and nothing is said of where; shown again, it is said at once", () => {
  const awareness = new QuietAwareness(new Y.Doc());
  awareness.setLocalState({ user, department: "shots" });
  expect(told(awareness)).toEqual({ user, department: "shots" });
  awareness.hide(true);
  expect(told(awareness)).toEqual({ user });
  awareness.setLocalStateField("cursor", { anchor: 5 });
  awareness.setLocalState({ ...awareness.getLocalState(), department: "script" });
  expect(told(awareness)).toEqual({ user });
  // Presence is said again by itself from time to time.
  awareness.setLocalState(awareness.getLocalState());
  awareness.hide(false);
  expect(told(awareness)).toEqual({ user, cursor: { anchor: 5 }, department: "script" });
  awareness.destroy();
});
