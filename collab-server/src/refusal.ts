import { closeCodes, type CloseName } from "@backlot/shared/documents/close-codes";

/**
 * Thrown in a gate hook: the client of that document is told `reason`. The message is empty on purpose, because
 * Hocuspocus prints the message of whatever a hook throws and a refusal is not an error of ours.
 */
export class Refusal extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(name: CloseName) {
    super("");
    this.name = "Refusal";
    this.code = closeCodes[name].code;
    this.reason = closeCodes[name].reason;
  }
}
