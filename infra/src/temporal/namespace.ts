import type { Connection } from "@temporalio/client";

const day = 24 * 60 * 60;
/** Closed runs stay readable this long in Temporal; the product's own history is in the database. */
const retentionSeconds = 90 * day;

/** Raises how long closed runs are kept: `start-dev` makes namespaces that forget them after a day. */
export async function keepHistory(connection: Connection, namespace: string): Promise<void> {
  const described = await connection.workflowService.describeNamespace({ namespace });
  if (Number(described.config?.workflowExecutionRetentionTtl?.seconds ?? 0) >= retentionSeconds) return;
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds: retention } },
  });
}

/** Makes a namespace in a cluster that lets us. */
export async function makeNamespace(connection: Connection, namespace: string): Promise<void> {
  await connection.workflowService.registerNamespace({
    namespace,
    description: "Runs of a Backlot studio",
    workflowExecutionRetentionPeriod: { seconds: retention },
  });
}

/** The client's own 64-bit integer; it takes plain numbers of this size as well. */
type Long = NonNullable<
  NonNullable<
    NonNullable<
      Awaited<ReturnType<Connection["workflowService"]["describeNamespace"]>>["config"]
    >["workflowExecutionRetentionTtl"]
  >["seconds"]
>;
const retention = retentionSeconds as unknown as Long;
