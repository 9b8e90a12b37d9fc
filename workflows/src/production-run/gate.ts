import { canonicalJson } from "@backlot/shared/build/digest";
import { may } from "@backlot/shared/access/roles";
import type { ErrorCode } from "@backlot/shared/errors/app-error";
import type { DecideGateInput } from "@backlot/shared/pipeline/contract";

/** A gate that waits. `digest` stands for exactly what its people were shown. */
export type OpenGate = {
  gateId: string;
  digest: string;
  /** False when nothing came out of the stage, so that there is nothing to approve. */
  isApprovable: boolean;
  /** Shots that the stage worked on; changes may be asked for these. Null where a stage is only done as a whole. */
  shotIds: string[] | null;
};

/**
 * What was decided at the gates of a run so far, to know a repeated decision from another one. `said` is all of it, also
 * its note and shots; a run that began before it was kept has none.
 */
export type DecidedGate = { gateId: string; decision: "approve" | "changes"; said?: string };

/** A decision as it is remembered. */
export function decidedAs({ gateId, decision }: DecideGateInput): DecidedGate {
  return { gateId, decision: decision.decision, said: saidIn(decision) };
}

/** What a decision says: two that say the same are one that was sent twice. The order of its shots says nothing. */
function saidIn({ digest: _seen, ...decision }: DecideGateInput["decision"]): string {
  const items = decision.decision === "changes" ? decision.items.toSorted() : [];
  return canonicalJson({ ...decision, note: decision.note.trim(), items });
}

export type Refusal = { code: ErrorCode; sentence: string; nextStep?: string };

/** Why a decision may not be taken now, or null when it may. Reads only: it runs before anything is written. */
export function refuseDecision(
  gate: OpenGate | null,
  decided: readonly DecidedGate[],
  { gateId, by, decision }: DecideGateInput,
): Refusal | null {
  if (!may(by.role, "gate.decide")) {
    return {
      code: "not-allowed",
      sentence: "Deciding at a gate is for producers and owners.",
      nextStep: "Ask a producer of this project to decide.",
    };
  }
  const earlier = decided.find((one) => one.gateId === gateId);
  if (earlier !== undefined) {
    if (earlier.decision !== decision.decision)
      return { code: "conflict", sentence: "This gate was decided otherwise already." };
    if (earlier.said === undefined || earlier.said === saidIn(decision)) return null;
    return {
      code: "conflict",
      sentence:
        decision.decision === "approve"
          ? "Somebody has approved this already; your note was not taken."
          : "Somebody has asked for other changes already; yours were not taken.",
      nextStep: "Look at the run as it is now, and say it at the next gate.",
    };
  }
  if (gate === null || gate.gateId !== gateId) {
    return {
      code: "conflict",
      sentence: "This gate is no longer open.",
      nextStep: "Look at the run again: it has moved on.",
    };
  }
  if (gate.digest !== decision.digest) {
    return {
      code: "conflict",
      sentence: "What you looked at has changed since.",
      nextStep: "Look at it as it is now, then decide.",
    };
  }
  if (decision.decision === "approve" && !gate.isApprovable) {
    return {
      code: "conflict",
      sentence: "There is nothing to approve: everything in this stage failed.",
      nextStep: "Retry what failed, or ask for changes.",
    };
  }
  if (decision.decision === "changes" && gate.shotIds !== null) {
    const known = new Set(gate.shotIds);
    if (decision.items.some((id) => !known.has(id))) {
      return { code: "bad-request", sentence: "One of these shots is not part of this stage." };
    }
  }
  return null;
}
