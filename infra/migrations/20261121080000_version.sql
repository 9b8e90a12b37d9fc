-- Versions of a live document: its whole state at a moment, gzipped. Kept by the servers, never by a client.
create table document_version (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  document text not null,
  number integer not null,
  reason text not null,
  name text,
  digest text not null,
  state bytea not null,
  words integer not null,
  scenes integer not null,
  contributors jsonb not null default '[]',
  created_by text,
  created_by_name text not null,
  run_id text,
  created_at timestamptz not null default now(),
  unique (document, number)
);
create index document_version_project on document_version (project_id, created_at);

-- Whose edits a Yjs client number stands for. A row outlives the log rows that it was read from, so that who wrote
-- what is still known after compaction.
create table document_writer (
  document text not null,
  client_id bigint not null,
  user_id text not null,
  user_name text not null,
  -- An edit that came straight from its writer is surer than one that came with somebody's catch-up.
  is_live boolean not null,
  at timestamptz not null default now(),
  primary key (document, client_id)
);
