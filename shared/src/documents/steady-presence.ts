import { outdatedTimeout, removeAwarenessStates, type Awareness } from "y-protocols/awareness";

type Change = Record<"added" | "updated" | "removed", number[]>;

/**
 * Makes presence count on a clock that nobody can set. By the wall clock, as the protocol does it, everybody seems gone
 * when a clock is put forward, and whoever puts theirs back says nothing for as long, so that they are gone for the others.
 */
export function keepPresenceSteady(awareness: Awareness): void {
  const heardAt = new Map<number, number>();
  const note = (ids: Iterable<number>) => {
    for (const id of ids) heardAt.set(id, performance.now());
  };
  note(awareness.getStates().keys());
  awareness.on("update", ({ added, updated, removed }: Change) => {
    note([...added, ...updated]);
    for (const id of removed) if (id !== awareness.clientID) heardAt.delete(id);
  });

  function isOlder(id: number, milliseconds: number): boolean {
    return performance.now() - (heardAt.get(id) ?? -Infinity) >= milliseconds;
  }

  clearInterval(awareness._checkInterval as ReturnType<typeof setInterval>);
  // In the protocol's own place, so that it ends with the presence.
  awareness._checkInterval = setInterval(() => {
    const own = awareness.getLocalState();
    if (own !== null && isOlder(awareness.clientID, outdatedTimeout / 2)) awareness.setLocalState(own);
    const gone = [...awareness.getStates().keys()].filter(
      (id) => id !== awareness.clientID && isOlder(id, outdatedTimeout),
    );
    if (gone.length > 0) removeAwarenessStates(awareness, gone, "timeout");
  }, outdatedTimeout / 10);
}
