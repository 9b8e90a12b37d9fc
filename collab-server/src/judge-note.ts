import type { Actor } from "./seat.ts";

/** A note as it stands in the document, whatever somebody made of it. */
export type PlainNote = Record<string, unknown> & { messages?: Record<string, unknown> };

/**
 * What a note should be after somebody's edit: what they may do to it as they did it, in their own name, and everything
 * else as it was. Their own notes and messages they may change and take back; anybody's note they may answer and resolve.
 * Undefined when it may be gone.
 */
export function judgeNote(
  before: PlainNote | undefined,
  after: PlainNote | undefined,
  me: Actor,
): PlainNote | undefined {
  const wrote = messagesOf(before);
  if (after === undefined) return wrote.every(([, one]) => isBy(one, me)) ? undefined : before;
  const { messages: _messages, resolvedAt: _at, resolvedBy: _by, ...fields } = before ?? {};
  const isOpener = before === undefined || isBy(openerOf(wrote), me);
  return {
    ...after,
    ...(isOpener ? {} : fields),
    ...(after["resolvedBy"] == null || after["resolvedBy"] === before?.["resolvedBy"]
      ? {}
      : { resolvedBy: me.name }),
    messages: {
      ...Object.fromEntries(
        messagesOf(after).map(([id, one]) => [id, signed(one, before?.messages?.[id], me)]),
      ),
      ...Object.fromEntries(wrote.filter(([, one]) => !isBy(one, me))),
    },
  };
}

function messagesOf(note: PlainNote | undefined): [string, unknown][] {
  const messages: unknown = note?.messages;
  return typeof messages === "object" && messages !== null ? Object.entries(messages) : [];
}

/** The message that opened the note: the oldest. */
function openerOf(messages: readonly [string, unknown][]): unknown {
  const at = (message: unknown) => Number(field(message, "at") ?? Infinity);
  return messages.toSorted(([, a], [, b]) => at(a) - at(b))[0]?.[1];
}

function isBy(message: unknown, { id }: Actor): boolean {
  return field(message, "authorId") === id;
}

/** A message in the name of whoever sent it; one that stayed as it was keeps the name of its day. */
function signed(message: unknown, was: unknown, { id, name }: Actor): unknown {
  if (typeof message !== "object" || message === null) return message;
  if (JSON.stringify(message) === JSON.stringify(was)) return message;
  return { ...message, authorId: id, authorName: name };
}

function field(message: unknown, name: string): unknown {
  return typeof message === "object" && message !== null ? Reflect.get(message, name) : undefined;
}
