import { z } from "zod";

/** Ok; degraded: it does its work, but something of it is away; failing: it does not do its work. */
const healthState = z.enum(["ok", "degraded", "failing"]);
export type HealthState = z.infer<typeof healthState>;

const part = z.object({
  state: healthState,
  /** A sentence, where there is something to say. */
  detail: z.string().optional(),
});

/** One part that a service depends on; a part that is a service itself tells of its own parts. */
export const partHealth = part.extend({ parts: z.record(z.string(), part).optional() });
export type PartHealth = z.infer<typeof partHealth>;

/** What `/healthz` of every service answers. */
export const health = z.object({ status: healthState, parts: z.record(z.string(), partHealth) });
export type Health = z.infer<typeof health>;

export type PartCheck = {
  /** Without it the service does not do its work. */
  isNeeded: boolean;
  /** Asks the part, now. What it throws, or no answer in time, is said to fail. */
  ask: () => Promise<PartHealth | void>;
  /** What is said then: an error's own words may hold addresses and names that are nobody's business. */
  whenAway: string;
};

/** How long a part may take to answer, in milliseconds; whoever asks for health does not wait for long either. */
const patienceMs = 2_500;

/** Asks all parts at once and says how the whole is. `onAway` gets the reason why a part did not answer. */
export async function readHealth(
  checks: Record<string, PartCheck>,
  onAway: (part: string, reason: unknown) => void,
): Promise<Health> {
  const asked = await Promise.all(
    Object.entries(checks).map(async ([name, check]) => {
      const answer = await answerOf(check, (reason) => onAway(name, reason));
      return [name, answer] as const;
    }),
  );
  const parts = Object.fromEntries(asked);
  const isFailing = asked.some(([name, { state }]) => state === "failing" && checks[name]?.isNeeded);
  const isWhole = asked.every(([, { state }]) => state === "ok");
  return { status: isFailing ? "failing" : isWhole ? "ok" : "degraded", parts };
}

/** 503 tells a supervisor or a load balancer to send people elsewhere; what is merely degraded still serves them. */
export function healthStatusCode({ status }: Health): 200 | 503 {
  return status === "failing" ? 503 : 200;
}

async function answerOf(
  { ask, whenAway }: PartCheck,
  onAway: (reason: unknown) => void,
): Promise<PartHealth> {
  let timer: NodeJS.Timeout | undefined;
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs} ms`)), patienceMs);
  });
  try {
    return (await Promise.race([ask(), patience])) ?? { state: "ok" };
  } catch (reason) {
    onAway(reason);
    return { state: "failing", detail: whenAway };
  } finally {
    clearTimeout(timer);
  }
}
