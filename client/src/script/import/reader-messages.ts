import type { ErrorBody } from "@backlot/shared/errors/app-error";
import type { Understood } from "@backlot/shared/screenplay/understood";

/** To the worker that reads a file. */
export type ToReader = { name: string; file: Blob };

/** From it: what it understood, or why it did not. */
export type FromReader = { understood: Understood } | { failure: ErrorBody };
