import { Client, Connection } from "@temporalio/client";
import { AppError } from "@backlot/shared/errors/app-error";
import { temporalConnection, type TemporalSettings } from "@backlot/shared/server/temporal-settings";
import type { ApiDeps } from "../app-env.ts";
import { requestHeader } from "./request-header.ts";

/** Gives a connected client, or throws `engine-preparing` while the engine is not ready. */
export type TemporalClient = () => Promise<Client>;

const connectTimeout = 3_000;

/**
 * One connection for the whole API, made at the first use and made again when the engine has moved. While the
 * engine prepares, whoever needs it is told so at once instead of waiting.
 */
export function createTemporalClient({
  temporal,
  engineStatus,
}: Pick<ApiDeps, "temporal" | "engineStatus">): TemporalClient {
  let held: { address: string; client: Promise<Client> } | undefined;
  return async () => {
    const status = engineStatus.current();
    const { address } = status;
    // An engine that answers takes what it is told even while its worker starts.
    if (address === undefined) throw preparing(status.detail);
    if (held?.address !== address) {
      const client = connect(address, temporal);
      held = { address, client };
      // A failed attempt is forgotten, so that the next request tries again.
      client.catch(() => {
        if (held?.client === client) held = undefined;
      });
    }
    return await held.client;
  };
}

async function connect(address: string, settings: TemporalSettings): Promise<Client> {
  try {
    const connection = await Connection.connect({ ...temporalConnection(address, settings), connectTimeout });
    return new Client({
      connection,
      namespace: settings.namespace,
      interceptors: { workflow: [requestHeader] },
    });
  } catch (cause) {
    throw preparing("The pipeline engine does not answer.", cause);
  }
}

function preparing(sentence: string, cause?: unknown): AppError {
  return new AppError("engine-preparing", {
    sentence,
    nextStep: "You can keep writing; try again when the studio shows the engine as ready.",
    cause,
  });
}
