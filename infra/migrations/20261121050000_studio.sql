-- The relational side: the truth for what someone may do, what was made, and what it cost.

create table project (
  id text primary key,
  title text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz,
  budget_micros bigint not null default 0,
  is_sample boolean not null default false
);

create table member (
  project_id text not null references project (id) on delete cascade,
  user_id text not null,
  role text not null check (role in ('owner', 'producer', 'crew', 'reviewer')),
  access_version integer not null default 1,
  joined_at timestamptz not null default now(),
  primary key (project_id, user_id)
);
create index member_user on member (user_id);

-- kind 'owner' makes the first account of the studio; 'member' joins one project with a role.
create table invitation (
  id text primary key,
  token_hash text not null unique,
  kind text not null check (kind in ('owner', 'member')),
  project_id text references project (id) on delete cascade,
  role text not null check (role in ('owner', 'producer', 'crew', 'reviewer')),
  created_by text,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null,
  uses_left integer not null default 1,
  revoked_at timestamptz
);

-- Live documents: an append-only log, a snapshot that compaction rewrites, and the commands that servers applied.
create table document_update (
  seq bigserial primary key,
  document text not null,
  payload bytea not null,
  user_id text,
  at timestamptz not null default now()
);
create index document_update_document on document_update (document, seq);

create table document_snapshot (
  document text primary key,
  payload bytea not null,
  through_seq bigint not null,
  schema_version integer not null,
  at timestamptz not null default now()
);

create table document_command (
  key text primary key,
  document text not null,
  command jsonb not null,
  answer jsonb not null,
  at timestamptz not null default now()
);

-- Who last moved a field of an object in a document; gives staleness its person.
create table field_author (
  project_id text not null,
  object text not null,
  field text not null,
  user_id text,
  user_name text not null,
  at timestamptz not null default now(),
  primary key (project_id, object, field)
);

create table media (
  hash text primary key,
  mime text not null,
  bytes bigint not null,
  width integer,
  height integer,
  frames integer,
  fps double precision,
  created_at timestamptz not null default now()
);

create table project_media (
  project_id text not null references project (id) on delete cascade,
  hash text not null references media (hash),
  added_by text not null,
  added_at timestamptz not null default now(),
  primary key (project_id, hash)
);

create table run (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  number integer not null,
  status text not null,
  stage text not null,
  options jsonb not null,
  error jsonb,
  started_by text not null,
  started_by_name text not null,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  unique (project_id, number)
);
-- One live run per project: the second start finds the first.
create unique index run_live on run (project_id) where ended_at is null;

create table run_item (
  run_id text not null references run (id) on delete cascade,
  key text not null,
  stage text not null,
  label text not null,
  position integer not null default 0,
  status text not null,
  progress double precision not null default 0,
  attempt integer not null default 1,
  error jsonb,
  artifact_id text,
  shot_id text,
  slot text,
  started_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (run_id, key)
);

create table gate (
  id text primary key,
  run_id text not null references run (id) on delete cascade,
  project_id text not null,
  stage text not null,
  iteration integer not null,
  status text not null,
  digest text not null,
  summary jsonb not null,
  opened_at timestamptz not null default now(),
  decided_at timestamptz,
  decided_by text,
  decided_by_name text,
  note text not null default '',
  items jsonb not null default '[]',
  unique (run_id, stage, iteration)
);

create table artifact (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  kind text not null,
  shot_id text,
  run_id text,
  number integer not null,
  inputs jsonb not null,
  digest text not null,
  media_hash text not null references media (hash),
  meta jsonb not null default '{}',
  provider text not null,
  alternate boolean not null default false,
  cost_micros bigint not null default 0,
  author text not null,
  created_at timestamptz not null default now(),
  -- The job that made it: a retried activity finds its own result instead of making another.
  job_id text not null unique
);
create index artifact_slot on artifact (project_id, shot_id, kind, number);
create index artifact_digest on artifact (project_id, kind, digest);

create table budget_entry (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  run_id text,
  kind text not null check (kind in ('grant', 'reserve', 'settle', 'release')),
  amount_micros bigint not null,
  job_id text,
  at timestamptz not null default now()
);
create unique index budget_entry_job on budget_entry (job_id, kind) where job_id is not null;

create table library_asset (
  id text primary key,
  category text not null,
  name text not null,
  aliases jsonb not null default '[]',
  description text not null default '',
  media_hash text references media (hash),
  version integer not null default 1,
  created_by text not null,
  created_at timestamptz not null default now(),
  deleted_at timestamptz
);

create table provider_key (
  project_id text not null references project (id) on delete cascade,
  provider text not null,
  ciphertext bytea not null,
  nonce bytea not null,
  hint text not null,
  created_by text not null,
  created_at timestamptz not null default now(),
  primary key (project_id, provider)
);

create table audit_entry (
  id bigserial primary key,
  project_id text,
  user_id text,
  action text not null,
  detail jsonb not null default '{}',
  at timestamptz not null default now()
);
