import type { DocumentKind } from "@backlot/shared/documents/names";
import { pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectFilm } from "./raw-client.ts";
import type { ServerReport } from "./report-server.ts";
import { bare, ours, startHocuspocus, startOurs, type Target } from "./targets.ts";

const sockets = 500;
const films = 20;

/** What a page opens at once. */
const kinds = ["project", "script", "assets", "shots", "cut", "notes"] as const satisfies DocumentKind[];

type Seen = { seconds: number; report: ServerReport };

/**
 * P7: every socket drops and all come back at once, each with the documents of its film; how long until the last one
 * is synced, and how long whoever came meanwhile waited for the server's thread.
 */
export const storm: Measure = {
  id: "P7",
  title: "storm",
  async run() {
    const raw: Record<string, Seen> = {};
    for (const start of [startHocuspocus, () => startOurs({ films })]) {
      const target = await start();
      try {
        for (const leave of await allConnect(target)) leave();
        await pause(500);
        await target.report();
        const begun = performance.now();
        const leaving = await allConnect(target);
        const seconds = (performance.now() - begun) / 1_000;
        raw[target.label] = { seconds, report: await target.report() };
        for (const leave of leaving) leave();
      } finally {
        await target.stop();
      }
    }
    const [mine, theirs] = [raw[ours], raw[bare]];
    return [
      {
        id: "P7",
        result: {
          name: `P7 storm: ${sockets} sockets with ${kinds.length} documents each come back at once`,
          unit: "s",
          rows: Object.entries(raw).map(([label, one]) => ({
            label,
            value: one.seconds,
            ...(label === bare ? {} : { ratioTo: bare }),
          })),
        },
        raw,
        goals: [{ what: "storm, s", figure: mine?.seconds ?? Number.NaN, atMost: 15 }],
      },
      {
        id: "P7",
        result: {
          name: "P7 storm: waiting for the server's thread",
          unit: "ms",
          rows: Object.entries(raw).flatMap(([label, { report }]) => [
            { label: `${label} p99`, value: report.stallP99Ms },
            { label: `${label} longest`, value: report.longestStallMs },
          ]),
        },
        raw: { theirs: theirs?.report, mine: mine?.report },
        goals: [
          { what: "waiting in a storm p99, ms", figure: mine?.report.stallP99Ms ?? Number.NaN, atMost: 100 },
        ],
      },
    ];
  },
};

/** Gives how each of them leaves. */
function allConnect(target: Target): Promise<(() => void)[]> {
  return Promise.all(
    Array.from({ length: sockets }, async (_, index) => {
      const documents = await connectFilm(target, index % films, kinds);
      return () => documents[0]?.close();
    }),
  );
}
