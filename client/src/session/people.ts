import type { Awareness } from "y-protocols/awareness";
import { z } from "zod";

/** Presence is sent at most this often, Hz. */
const maxRateHz = 15;

/** Where somebody is: a department, and what they look at there. */
export type Place = {
  department: string;
  sceneId?: string | undefined;
  shotId?: string | undefined;
  assetId?: string | undefined;
  runId?: string | undefined;
  takeId?: string | undefined;
  /** Which of the department's views is open. */
  view?: string | undefined;
  /** The frame at which a player stands still. */
  frame?: number | undefined;
};

export type PersonHere = {
  /** One tab of one person. */
  clientId: number;
  user: { id: string; name: string; color: string };
  isMe: boolean;
  place: Place | null;
};

const presence = z.object({
  user: z.object({ id: z.string(), name: z.string(), color: z.string() }),
  department: z.string().optional(),
  sceneId: z.string().optional(),
  shotId: z.string().optional(),
  assetId: z.string().optional(),
  runId: z.string().optional(),
  takeId: z.string().optional(),
  view: z.string().optional(),
  frame: z.number().optional(),
});

/** Everybody on a project, oneself included, in a stable order. A presence that cannot be read is left out. */
export function readPeople(awareness: Awareness): PersonHere[] {
  const people: PersonHere[] = [];
  for (const [clientId, state] of awareness.getStates()) {
    const parsed = presence.safeParse(state);
    if (!parsed.success) continue;
    const { user, department, ...rest } = parsed.data;
    people.push({
      clientId,
      user,
      isMe: clientId === awareness.clientID,
      place: department === undefined ? null : { department, ...definedOnly(rest) },
    });
  }
  return people.toSorted((a, b) =>
    a.user.name < b.user.name ? -1 : a.user.name > b.user.name ? 1 : a.clientId - b.clientId,
  );
}

/** Says parts of a place; what is not among them stays, and `undefined` takes a part back. */
export type PlacePublisher = { publish: (change: Partial<Place>) => void; stop: () => void };

/** Publishes where this person is, at most `maxRateHz` times a second; the last place always gets out. */
export function placePublisher(awareness: Awareness): PlacePublisher {
  const gapMs = 1000 / maxRateHz;
  let last = -Infinity;
  let place: Partial<Place> = {};
  let timer: ReturnType<typeof setTimeout> | null = null;

  function send(): void {
    timer = null;
    last = performance.now();
    const { user } = awareness.getLocalState() ?? {};
    awareness.setLocalState({
      ...(user === undefined ? {} : { user: user as unknown }),
      ...definedOnly(place),
    });
  }

  return {
    publish(change) {
      place = { ...place, ...change };
      timer ??= setTimeout(send, Math.max(0, last + gapMs - performance.now()));
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}

function definedOnly<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
