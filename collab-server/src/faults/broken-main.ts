import type { Extension } from "@hocuspocus/server";
import type { Context } from "../seat.ts";
import { serveCollab } from "../serve.ts";

/** A server one of whose hooks fails for one document: `FAILING_HOOK` and `FAILING_DOCUMENT` say which. */
const { FAILING_HOOK: hook = "", FAILING_DOCUMENT: broken = "" } = process.env;

function fail(payload: { documentName?: string; document?: { name: string } }): Promise<void> {
  if ((payload.documentName ?? payload.document?.name) !== broken) return Promise.resolve();
  console.error(`broken on purpose: ${hook}`);
  return Promise.reject(new Error("broken on purpose"));
}

serveCollab({ extensions: [{ [hook]: fail } as Extension<Context>], lingerMs: 50 });
