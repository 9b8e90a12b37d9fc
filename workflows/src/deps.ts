import type { Kysely } from "kysely";
import type { DocumentsClient } from "@backlot/shared/documents/client";
import type { RunOptions } from "@backlot/shared/pipeline/stages";
import type { Database } from "@backlot/shared/server/database-schema";
import type { Log } from "@backlot/shared/server/logging";
import type { MediaStore } from "@backlot/shared/server/media-store";
import type { Provider } from "./provider/provider.ts";

/** What activities work with; made once by the worker, or by a test. */
export type StudioDeps = {
  db: Kysely<Database>;
  documents: Pick<DocumentsClient, "command" | "readDocument" | "emit">;
  media: MediaStore;
  providers: Record<RunOptions["provider"], Provider>;
  /** Caches and unfinished files live below it. */
  dataDir: string;
  log: Log;
};
