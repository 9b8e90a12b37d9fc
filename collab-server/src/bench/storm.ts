import type { DocumentKind } from "@backlot/shared/documents/names";
import { median, pause } from "./figures.ts";
import type { Measure } from "./measure.ts";
import { connectFilm } from "./raw-client.ts";
import type { ServerReport } from "./report-server.ts";
import { bare, ours, startHocuspocus, startOurs, startYWebsocket, type Target } from "./targets.ts";

const sockets = 500;
const films = 20;

/** What a page opens at once. */
const kinds = ["project", "script", "assets", "shots", "cut", "notes"] as const satisfies DocumentKind[];

type Seen = { seconds: number; report: ServerReport };

/**
 * P7: every socket drops and all come back at once, each with the documents of its film; how long until the last one
 * is synced, and how long whoever came meanwhile waited for the server's thread. The socket of a plain y-websocket
 * server carries one document, so there as many sockets come back as there are documents.
 */
export const storm: Measure = {
  id: "P7",
  title: "storm",
  async run({ rounds }) {
    const raw: Record<string, Seen[]> = {};
    const starts = [startYWebsocket, startHocuspocus, () => startOurs({ films, people: sockets / films })];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      for (const start of starts) {
        const target = await start();
        try {
          (raw[target.label] ??= []).push(await comeBack(target));
        } finally {
          await target.stop();
        }
      }
    }
    const middle = (label: string, of: (seen: Seen) => number) => median((raw[label] ?? []).map(of));
    return [
      {
        id: "P7",
        result: {
          name: `P7 storm: ${sockets} people with ${kinds.length} documents each come back at once`,
          unit: "s",
          rows: Object.keys(raw).map((label) => ({
            label,
            value: middle(label, ({ seconds }) => seconds),
            ...(label === bare ? {} : { ratioTo: bare }),
          })),
        },
        raw,
        goals: [{ what: "storm, s", figure: middle(ours, ({ seconds }) => seconds), atMost: 15 }],
      },
      {
        id: "P7",
        result: {
          name: "P7 storm: waiting for the server's thread",
          unit: "ms",
          rows: Object.keys(raw).flatMap((label) => [
            { label: `${label} p99`, value: middle(label, ({ report }) => report.stallP99Ms) },
            { label: `${label} longest`, value: middle(label, ({ report }) => report.longestStallMs) },
          ]),
        },
        raw,
        goals: [
          {
            what: "waiting in a storm p99, ms",
            figure: middle(ours, ({ report }) => report.stallP99Ms),
            atMost: 100,
          },
        ],
      },
    ];
  },
};

async function comeBack(target: Target): Promise<Seen> {
  for (const leave of await allConnect(target)) leave();
  await pause(500);
  await target.report();
  const begun = performance.now();
  const leaving = await allConnect(target);
  const seconds = (performance.now() - begun) / 1_000;
  const report = await target.report();
  for (const leave of leaving) leave();
  return { seconds, report };
}

/** Gives how each of them leaves. */
function allConnect(target: Target): Promise<(() => void)[]> {
  return Promise.all(
    Array.from({ length: sockets }, async (_, index) => {
      const documents = await connectFilm(
        target,
        { film: index % films, person: Math.floor(index / films) },
        kinds,
      );
      return () => {
        for (const document of documents) document.close();
      };
    }),
  );
}
