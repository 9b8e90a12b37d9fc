import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { z } from "zod";
import { studioEvent } from "@backlot/shared/documents/commands";

const envelope = { from: z.string(), to: z.string().nullable() };
const actor = z.object({ id: z.string(), name: z.string() }).nullable();

/** What servers tell each other. Bytes travel beside it as `parts`, in the order that each line names. */
export const busMessage = z.discriminatedUnion("type", [
  /** One part for each update. An update is committed when some server has it in the log already. */
  z.object({
    ...envelope,
    type: z.literal("updates"),
    updates: z.array(z.object({ actor, isCommitted: z.boolean() })),
  }),
  /** One part: what the sender has of the document. Whoever has more sends it; an answer is not answered again. */
  z.object({ ...envelope, type: z.literal("hello"), isAnswer: z.boolean() }),
  /** One part: people's presence, as the awareness protocol writes it. */
  z.object({ ...envelope, type: z.literal("presence") }),
  z.object({ ...envelope, type: z.literal("event"), projectId: z.string().nullable(), event: studioEvent }),
  z.object({ ...envelope, type: z.literal("access"), projectId: z.string(), userId: z.string() }),
  /** The sender serves documents at `address`; a new one asks the others to say so too. */
  z.object({ ...envelope, type: z.literal("alive"), address: z.string(), isNew: z.boolean() }),
  z.object({ ...envelope, type: z.literal("gone") }),
]);
export type BusMessage = z.infer<typeof busMessage>;

/** A message as it goes over the bus: its JSON, then its parts. */
export function encodeBusMessage(message: BusMessage, parts: readonly Uint8Array[] = []): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, JSON.stringify(message));
  encoding.writeVarUint(encoder, parts.length);
  for (const part of parts) encoding.writeVarUint8Array(encoder, part);
  return encoding.toUint8Array(encoder);
}

/** Throws for anything that `encodeBusMessage` would not have written. */
export function decodeBusMessage(bytes: Uint8Array): { message: BusMessage; parts: Uint8Array[] } {
  const decoder = decoding.createDecoder(bytes);
  const message = busMessage.parse(JSON.parse(decoding.readVarString(decoder)));
  const parts: Uint8Array[] = [];
  for (let left = decoding.readVarUint(decoder); left > 0; left -= 1) {
    parts.push(decoding.readVarUint8Array(decoder));
  }
  return { message, parts };
}
