import { useCallback, useSyncExternalStore, useRef } from "react";
import type * as Y from "yjs";
import { decideProposals, openProposals } from "@backlot/shared/documents/proposals";
import { readBlocks } from "@backlot/shared/documents/script";
import { fitChange, type Fit } from "@backlot/shared/proposal/fit";
import type { ScriptBlock } from "@backlot/shared/screenplay/block";
import type { Proposal } from "@backlot/shared/proposal/schema";
import { toAppError } from "@backlot/shared/errors/app-error";
import { notifyDone, notifyFailure, notifyUndo } from "../../app/notify.tsx";
import { counted } from "../../app/words.ts";
import { useProject } from "../../project/use-project.tsx";
import { useIsOffline } from "../../session/hooks.ts";
import { afterRest } from "../after-rest.ts";
import { blocksOf } from "../editor/blocks-of.ts";
import { useDesk } from "../desk-context.ts";
import { oneStep } from "../one-step.ts";
import { keepVersion } from "../version/queries.ts";
import { useSuggesting } from "./suggest-context.ts";

/** How long after a change the list follows, ms. */
const rest = 100;

export type ShownProposal = Proposal & { fit: Fit };

/** Open proposals of the script with what accepting each would do now, oldest first. */
export function useOpenProposals(): ShownProposal[] {
  const { script, draft } = useSuggesting();
  const { editor } = useDesk();
  const cache = useRef<{ json: string; value: ShownProposal[] }>({ json: "[]", value: [] });
  const version = useRef({ seen: -1, now: 0 });
  const subscribe = useCallback(
    (listener: () => void) => {
      const look = () => {
        version.current.now += 1;
        listener();
      };
      const { later, stop } = afterRest(look, { rest });
      script.on("update", later);
      return () => {
        stop();
        script.off("update", later);
      };
    },
    [script],
  );
  return useSyncExternalStore(subscribe, () => {
    if (version.current.seen === version.current.now) return cache.current.value;
    version.current.seen = version.current.now;
    // A suggester's page is not the script; any other page is, and its blocks are read already.
    const value = read(script, () => (draft === null ? blocksOf(editor.state.doc) : readBlocks(script)));
    const json = JSON.stringify(value);
    if (json !== cache.current.json) cache.current = { json, value };
    return cache.current.value;
  });
}

function read(script: Y.Doc, blocksNow: () => ScriptBlock[]): ShownProposal[] {
  const open = openProposals(script);
  if (open.length === 0) return [];
  const blocks = blocksNow();
  return open.map((one) => ({ ...one, fit: fitChange(blocks, one.change) }));
}

/** Accepts or rejects as one step of this person's. Before many are accepted, the script is kept as a version. */
export function useDecide() {
  const { projectId, me } = useProject();
  const { editor } = useDesk();
  const { script } = useSuggesting();
  const isOffline = useIsOffline();
  return useCallback(
    async (proposals: readonly Proposal[], accept: boolean) => {
      try {
        // Without a connection no version can be kept; undo takes the step back all the same.
        if (accept && proposals.length > 1 && !isOffline) {
          await keepVersion(projectId, { before: "accept-all" }).catch((thrown: unknown) => {
            // The connection may be gone although nobody has noticed yet.
            if (!toAppError(thrown).retryable) throw thrown;
          });
        }
        const ids = proposals.map((one) => one.id);
        const undo = oneStep(editor, script, () => {
          decideProposals(script, ids, { accept, by: me.name, at: Date.now() });
        });
        const what = counted(proposals.length, "proposal");
        notifyUndo(`${what} ${accept ? "accepted" : "rejected"}.`, () => {
          if (!undo()) notifyDone("You have written since. Undo step by step to take it back.");
        });
      } catch (thrown) {
        notifyFailure(thrown);
      }
    },
    [projectId, me.name, editor, script, isOffline],
  );
}
