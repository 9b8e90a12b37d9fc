import type { Extension } from "@hocuspocus/server";
import type { Context } from "../seat.ts";
import { serveCollab } from "../serve.ts";

/**
 * A server one of whose hooks fails for one document: `FAILING_HOOK` and `FAILING_DOCUMENT` say which, and `FAILING_HOW`
 * whether it throws at once, as a hook that is no async function may, or rejects.
 */
const { FAILING_HOOK: hook = "", FAILING_DOCUMENT: broken = "", FAILING_HOW: how } = process.env;

function fail(payload: { documentName?: string; document?: { name: string } }): Promise<void> {
  if ((payload.documentName ?? payload.document?.name) !== broken) return Promise.resolve();
  console.error(`broken on purpose: ${hook}`);
  const error = new Error("broken on purpose");
  if (how === "throws") throw error;
  return Promise.reject(error);
}

serveCollab({ extensions: [{ [hook]: fail } as Extension<Context>], lingerMs: 50 });
