import { Readable } from "node:stream";
import type { ReadableStream as NodeReadableStream } from "node:stream/web";
import { z } from "zod";
import { AppError } from "@backlot/shared/errors/app-error";
import { createMediaStore } from "@backlot/shared/server/media-store";
import { createRouter, type ApiDeps } from "../app-env.ts";
import { actorOf, defineRoute, jsonAnswer, projectParams } from "../route.ts";
import { attachment } from "../web/attachment.ts";
import { inspectUpload, largestUpload } from "./inspect.ts";
import { parseRange } from "./range.ts";
import { findProjectMedia, recordUpload } from "./store.ts";

const tags = ["Media"];
const bytes = { schema: { type: "string", format: "binary" } } as const;

const upload = defineRoute("media.upload", {
  method: "post",
  path: "/api/projects/{projectId}/media",
  tags,
  summary: "Upload a picture, sound or clip",
  description:
    "The body is the file itself. What it is is found from its bytes: PNG, JPEG, WebP or GIF of 25 MB, WAV, MP3 or MP4 of 200 MB at most.",
  request: { params: projectParams },
  responses: {
    201: jsonAnswer(
      z.object({
        hash: z.string().describe("SHA-256, hexadecimal: the name of the file from now on."),
        mime: z.string(),
        width: z.number().int().nullable(),
        height: z.number().int().nullable(),
        bytes: z.number().int(),
      }),
      "Stored.",
    ),
  },
});
const download = defineRoute("project.read", {
  method: "get",
  path: "/api/projects/{projectId}/media/{hash}",
  tags,
  summary: "Read a picture, clip or sound",
  description: "Takes `Range` and `If-None-Match`.",
  request: {
    params: projectParams.extend({ hash: z.string().regex(/^[0-9a-f]{64}$/, "This is not a hash.") }),
    query: z.object({ download: z.string().max(300).optional().describe("Save under this name.") }),
  },
  responses: {
    200: { description: "The file.", content: { "application/octet-stream": bytes } },
    206: { description: "The range.", content: { "application/octet-stream": bytes } },
    304: { description: "You have it." },
    416: { description: "The range lies outside the file." },
  },
});

export function mediaRoutes({ db, dataDir }: Pick<ApiDeps, "db" | "dataDir">) {
  const store = createMediaStore(dataDir);
  return createRouter()
    .openapi(upload, async (c) => {
      refuseEarly(c.req.header("content-length"));
      const body = c.req.raw.body as NodeReadableStream<Uint8Array> | null;
      const incoming = await store.receive(body === null ? Readable.from([]) : Readable.fromWeb(body), {
        limit: largestUpload,
      });
      try {
        const inspected = await inspectUpload(incoming);
        const { hash, bytes } = await incoming.keep();
        const { projectId } = c.var.member;
        await recordUpload(db, { ...inspected, hash, bytes }, { projectId, userId: actorOf(c).id });
        return c.json({ hash, ...inspected, bytes }, 201);
      } finally {
        // Nothing is left to discard once it is kept.
        await incoming.discard();
      }
    })
    .openapi(download, async (c) => {
      const { projectId, hash } = c.req.valid("param");
      const { mime } = await findProjectMedia(db, projectId, hash);
      const name = c.req.valid("query").download;
      const etag = `"${hash}"`;
      const headers: Record<string, string> = {
        etag,
        "content-type": mime,
        "accept-ranges": "bytes",
        // Never changes under its hash; private, because the next person at this browser may not be a member.
        "cache-control": "private, max-age=31536000, immutable",
        "x-content-type-options": "nosniff",
        ...(name === undefined ? {} : { "content-disposition": attachment(name) }),
      };
      if (matches(c.req.header("if-none-match"), etag)) return new Response(null, { status: 304, headers });
      const size = await store.sizeOf(hash);
      const range = parseRange(c.req.header("range"), size);
      if (range === "unsatisfiable") {
        return new Response(null, {
          status: 416,
          headers: { ...headers, "content-range": `bytes */${size}` },
        });
      }
      headers["content-length"] = String(range === null ? size : range.end - range.start + 1);
      if (range !== null) headers["content-range"] = `bytes ${range.start}-${range.end}/${size}`;
      const status = range === null ? 200 : 206;
      // A HEAD request must not open a file that nobody will read to its end.
      if (c.req.raw.method === "HEAD") return new Response(null, { status, headers });
      const stream = Readable.toWeb(store.read(hash, range ?? undefined)) as ReadableStream<Uint8Array>;
      return new Response(stream, { status, headers });
    });
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  return (ifNoneMatch ?? "").split(",").some((one) => one.trim().replace(/^W\//, "") === etag);
}

/** Saves both sides the transfer of what will be refused. */
function refuseEarly(contentLength: string | undefined): void {
  if (Number(contentLength ?? 0) <= largestUpload) return;
  throw new AppError("too-large", {
    sentence: `The file is larger than ${largestUpload / 1_000_000} MB.`,
    nextStep: "Choose a smaller file.",
    field: "body",
  });
}
