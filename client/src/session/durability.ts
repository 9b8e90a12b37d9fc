import { z } from "zod";

const durableMessage = z.object({ durable: z.number().int() });

/** How long edits gather before their mark is sent, ms. */
const markAfterMs = 30;

export type Durability = {
  /** Edits made here that the database does not have yet, those of earlier visits included. */
  pending: () => number;
  /** An edit was made here. */
  edited: () => void;
  /** Edits of an earlier visit were found on this device. */
  recovered: (edits: number) => void;
  /**
   * The connection is there and everything this client has was sent: ask when it is safe. Where this side may not
   * write there is nothing to ask.
   */
  synced: (isReadOnly?: boolean) => void;
  /**
   * Whether the server has confirmed, since the documents were exchanged, that it has everything from this side. Edits
   * that another tab or an earlier visit made are not counted here, and still must not be called saved too early.
   */
  isConfirmed: () => boolean;
  disconnected: () => void;
  /** A stateless message of this document; true when it was an answer to a mark. */
  received: (payload: string) => boolean;
  close: () => void;
};

/**
 * Counts edits until the server says that they are committed. Edit number n is safe when a mark of at least n was
 * answered; marks follow the edits on the same ordered channel, so an answer covers everything before its mark.
 */
export function countUntilDurable(options: {
  sendMark: (n: number) => void;
  onChange: (pending: number) => void;
}): Durability {
  let made = 0;
  let durable = 0;
  let isLive = false;
  let isConfirmed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;

  function schedule(): void {
    if (!isLive || timer !== null || (made === durable && isConfirmed)) return;
    timer = setTimeout(() => {
      timer = null;
      if (isLive) options.sendMark(made);
    }, markAfterMs);
  }

  return {
    pending: () => made - durable,
    edited() {
      made += 1;
      options.onChange(made - durable);
      schedule();
    },
    recovered(edits) {
      if (edits > 0) made += edits;
      else if (!isConfirmed) return;
      // Also where none is counted: what was read after everything had been confirmed was not part of that.
      if (isLive) isConfirmed = false;
      options.onChange(made - durable);
      schedule();
    },
    synced(isReadOnly = false) {
      isLive = !isReadOnly;
      isConfirmed = isReadOnly;
      schedule();
    },
    isConfirmed: () => isConfirmed,
    disconnected() {
      isLive = false;
      isConfirmed = false;
    },
    received(payload) {
      const message = durableMessage.safeParse(parseJson(payload));
      if (!message.success) return false;
      const n = Math.min(message.data.durable, made);
      if (n > durable || !isConfirmed) {
        durable = Math.max(durable, n);
        isConfirmed = isLive;
        options.onChange(made - durable);
      }
      return true;
    },
    close() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}

function parseJson(payload: string): unknown {
  try {
    return JSON.parse(payload);
  } catch {
    return null;
  }
}
