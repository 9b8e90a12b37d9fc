import { sql, type Kysely, type RawBuilder } from "kysely";
import type { Database } from "@backlot/shared/server/database-schema";
import type { SpilledRow } from "./spill.ts";

export type FieldAuthorRow = {
  projectId: string;
  object: string;
  field: string;
  userId: string | null;
  userName: string;
  at: Date;
};

/** Whose edits a Yjs client number stands for in one document. */
export type WriterRow = {
  document: string;
  clientId: number;
  userId: string;
  userName: string;
  isLive: boolean;
};

/**
 * Writes edits together with who made them, all or nothing, in one statement: its length, and with it the time that it
 * takes both sides to read it, does not grow with the number of fields that were moved.
 */
export async function writeEdits(
  db: Kysely<Database>,
  rows: readonly SpilledRow[],
  authors: readonly FieldAuthorRow[] = [],
  writers: readonly WriterRow[] = [],
): Promise<void> {
  const values = rows.map((row) => sql`(${row.document}, ${row.payload}, ${row.userId})`);
  const edits = sql`insert into document_update (document, payload, user_id) values ${sql.join(values)}`;
  const others = [
    ...(writers.length === 0 ? [] : [writersStatement(writers)]),
    ...(authors.length === 0 ? [] : [authorsStatement(authors)]),
  ];
  const last = others.pop();
  if (last === undefined) await edits.execute(db);
  else if (others[0] === undefined) await sql`with edits as (${edits}) ${last}`.execute(db);
  else await sql`with edits as (${edits}), writers as (${others[0]}) ${last}`.execute(db);
}

/** Writes who last moved fields; the last of several rows for one field wins. */
export async function upsertAuthors(db: Kysely<Database>, rows: readonly FieldAuthorRow[]): Promise<void> {
  if (rows.length > 0) await authorsStatement(rows).execute(db);
}

/** Writes whose edits client numbers stand for. The first answer holds, except that a live edit beats a catch-up. */
export async function upsertWriters(db: Kysely<Database>, rows: readonly WriterRow[]): Promise<void> {
  if (rows.length > 0) await writersStatement(rows).execute(db);
}

function authorsStatement(rows: readonly FieldAuthorRow[]): RawBuilder<unknown> {
  // One statement cannot write one row twice.
  const latest = new Map(rows.map((row) => [`${row.projectId} ${row.object} ${row.field}`, row]));
  const values = [...latest.values()];
  return sql`
    insert into field_author (project_id, object, field, user_id, user_name, at)
    select * from unnest(
      ${values.map((row) => row.projectId)}::text[], ${values.map((row) => row.object)}::text[],
      ${values.map((row) => row.field)}::text[], ${values.map((row) => row.userId)}::text[],
      ${values.map((row) => row.userName)}::text[], ${values.map((row) => row.at.toISOString())}::timestamptz[]
    )
    on conflict (project_id, object, field)
    do update set user_id = excluded.user_id, user_name = excluded.user_name, at = excluded.at`;
}

function writersStatement(rows: readonly WriterRow[]): RawBuilder<unknown> {
  return sql`
    insert into document_writer (document, client_id, user_id, user_name, is_live)
    select * from unnest(
      ${rows.map((row) => row.document)}::text[], ${rows.map((row) => row.clientId)}::bigint[],
      ${rows.map((row) => row.userId)}::text[], ${rows.map((row) => row.userName)}::text[],
      ${rows.map((row) => row.isLive)}::boolean[]
    )
    on conflict (document, client_id)
    do update set user_id = excluded.user_id, user_name = excluded.user_name, is_live = excluded.is_live
    where excluded.is_live and not document_writer.is_live`;
}
