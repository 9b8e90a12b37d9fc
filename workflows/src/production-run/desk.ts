import {
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
} from "@temporalio/workflow";
import {
  signalName,
  updateName,
  type DecideGateInput,
  type ProductionRunInput,
  type RetryItemInput,
} from "@backlot/shared/pipeline/contract";
import type { RunActivities } from "./activities.ts";
import { decidedAs, refuseDecision, type DecidedGate, type OpenGate, type Refusal } from "./gate.ts";
import type { PlannedItem } from "./keys.ts";

export const decideGate = defineUpdate<{ gateId: string }, [DecideGateInput]>(updateName.decideGate);
export const retryItem = defineUpdate<{ itemKey: string }, [RetryItemInput]>(updateName.retryItem);
export const pause = defineSignal(signalName.pause);
export const resume = defineSignal(signalName.resume);

/** What ends the wait at a gate. */
export type Answer =
  | { kind: "approve" }
  | { kind: "changes"; items: string[] }
  | { kind: "retry"; gateId: string };

const notes = proxyLocalActivities<RunActivities>({
  startToCloseTimeout: 30_000,
  retry: { initialInterval: 300, backoffCoefficient: 2, maximumInterval: 5_000 },
});

/**
 * Where a run hears its people: decisions, retries, pause and resume. Made before the workflow's first await, so that no
 * message arrives unheard. `decided` is carried from run to run when the history starts anew.
 */
export function openDesk(
  { runId, projectId }: ProductionRunInput,
  decided: DecidedGate[],
  isPaused: boolean,
) {
  const failed = new Map<string, PlannedItem>();
  const desk = {
    gate: null as OpenGate | null,
    /** Id of the gate that is being opened: people may see it a moment before the workflow does. */
    opening: null as string | null,
    isDeciding: false,
    decision: null as DecideGateInput | null,
    retries: [] as PlannedItem[],
    isPaused,
  };

  setHandler(
    decideGate,
    async (asked) => {
      if (desk.opening === asked.gateId) {
        await condition(() => desk.opening !== asked.gateId);
        refuse(refuseDecision(desk.gate, decided, asked));
      }
      if (desk.isDeciding) {
        // Another decision is being written down. Should that fail, the gate is open again, also for this one.
        await condition(() => !desk.isDeciding);
        refuse(refuseDecision(desk.gate, decided, asked));
      }
      const { gate } = desk;
      if (gate?.gateId === asked.gateId) await take(gate, asked);
      return { gateId: asked.gateId };
    },
    { validator: validate },
  );

  /** Reads only. What is decided about a gate that is just opening is looked at again once it is open. */
  function validate(asked: DecideGateInput): void {
    const early = desk.opening === asked.gateId;
    const gate = early
      ? { gateId: asked.gateId, digest: asked.decision.digest, isApprovable: true, shotIds: null }
      : desk.gate;
    refuse(refuseDecision(gate, decided, asked));
  }

  async function take(gate: OpenGate, asked: DecideGateInput): Promise<void> {
    // Taken before the first await, so that a second decision in the same moment meets a decided gate.
    desk.gate = null;
    desk.isDeciding = true;
    decided.push(decidedAs(asked));
    try {
      await notes.recordDecision({ runId, projectId, asked });
      desk.decision = asked;
    } catch (thrown) {
      // Not written down is not decided: the gate stays open for another try.
      desk.gate = gate;
      decided.pop();
      throw thrown;
    } finally {
      desk.isDeciding = false;
    }
  }

  setHandler(
    retryItem,
    ({ itemKey }) => {
      const item = failed.get(itemKey);
      if (item !== undefined) desk.retries.push({ ...item, attempt: item.attempt + 1 });
      failed.delete(itemKey);
      return { itemKey };
    },
    { validator: ({ itemKey }) => refuse(refuseRetry(itemKey)) },
  );

  function refuseRetry(itemKey: string): Refusal | null {
    if (desk.isDeciding || desk.decision !== null)
      return { code: "conflict", sentence: "This stage has just been decided." };
    if (failed.has(itemKey)) return null;
    return { code: "conflict", sentence: "Only an item that failed in this stage can be made again." };
  }

  setHandler(pause, () => setPaused(true));
  setHandler(resume, () => setPaused(false));

  async function setPaused(wanted: boolean): Promise<void> {
    desk.isPaused = wanted;
    await notes.markRun({ runId, projectId, isPaused: wanted });
  }

  return {
    isPaused: () => desk.isPaused,
    untilResumed: async (): Promise<void> => {
      await condition(() => !desk.isPaused);
    },
    beginStage(): void {
      failed.clear();
      desk.retries.length = 0;
    },
    noteResult(item: PlannedItem, isDone: boolean): void {
      if (isDone) failed.delete(item.key);
      else failed.set(item.key, item);
    },
    /** Items to make again that people asked for since the last look. */
    takeRetries: (): PlannedItem[] => desk.retries.splice(0),
    /** Opens the gate and waits, for days if need be. */
    async waitAt(gateId: string, open: () => Promise<OpenGate>): Promise<Answer> {
      desk.decision = null;
      desk.opening = gateId;
      const gate = await open();
      desk.gate = gate;
      desk.opening = null;
      await condition(() => desk.decision !== null || (desk.retries.length > 0 && !desk.isDeciding));
      const taken = (desk.decision as DecideGateInput | null)?.decision;
      desk.gate = null;
      desk.decision = null;
      if (taken === undefined) return { kind: "retry", gateId: gate.gateId };
      desk.retries.length = 0;
      return taken.decision === "approve" ? { kind: "approve" } : { kind: "changes", items: taken.items };
    },
    /** From now on every decision is refused. */
    close(): void {
      desk.gate = null;
      desk.opening = null;
    },
  };
}

export type Desk = ReturnType<typeof openDesk>;

/** Fails an update with our code as its type, before anything is written to the history. */
function refuse(refusal: Refusal | null): void {
  if (refusal === null) return;
  throw ApplicationFailure.create({
    message: refusal.sentence,
    type: refusal.code,
    nonRetryable: true,
    details: [refusal],
  });
}
