import { moveScene, type ScenePlace } from "@backlot/shared/documents/move-scene";
import { useSession } from "../../session/hooks.ts";
import { useDesk, useFacts } from "../desk-context.ts";
import { busyBlocks } from "../editor/busy-blocks.ts";
import { scriptEdit, scriptHistory } from "../editor/collaboration.ts";

/** Moving scenes, by drag, by menu and by keys: one step of undo each, told to screen readers by `say`. */
export function useSceneMoves(say: (words: string) => void = () => {}) {
  const { editor } = useDesk();
  const facts = useFacts();
  const { documents, scriptAwareness } = useSession();

  function place(sceneId: string, where: ScenePlace): boolean {
    const run = (origin: symbol) =>
      moveScene(documents.script, sceneId, where, {
        origin,
        busy: busyBlocks(documents.script, scriptAwareness),
      });
    const history = scriptHistory(editor.state);
    let made: ReturnType<typeof run> = null;
    history.alone(() => (made = run(scriptEdit)));
    let last = made as ReturnType<typeof run>;
    if (last === null) return false;
    history.guard({
      isPlain: last.isUntouched,
      instead: { undo: () => last?.undo(), redo: () => (last = run(moveAgain)) },
    });
    return true;
  }

  /** Moves a scene over its neighbour; tells whether it moved. */
  function move(sceneId: string, way: "up" | "down"): boolean {
    const at = facts.scenes.findIndex((one) => one.id === sceneId);
    const scene = facts.scenes[at];
    const neighbour = facts.scenes[way === "up" ? at - 1 : at + 1];
    if (scene === undefined || neighbour === undefined) return false;
    const isMoved = place(sceneId, way === "up" ? { before: neighbour.id } : { after: neighbour.id });
    if (isMoved) say(`${scene.heading} is now scene ${neighbour.position} of ${facts.scenes.length}.`);
    return isMoved;
  }

  /** Puts a scene where another one is; that one makes room. */
  function dropOn(sceneId: string, over: string): void {
    const from = facts.scenes.findIndex((one) => one.id === sceneId);
    const to = facts.scenes.findIndex((one) => one.id === over);
    if (from === -1 || to === -1 || from === to) return;
    place(sceneId, from < to ? { after: over } : { before: over });
  }

  return { move, dropOn };
}

/** Origin of a move that is done again after it was taken back as a move: this person's history holds it already. */
const moveAgain = Symbol("move-again");
