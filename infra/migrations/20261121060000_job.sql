-- Takes and films that a person asked for outside a run: how far each is, and why it came to nothing.
create table job (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  kind text not null,
  shot_id text,
  status text not null,
  progress double precision not null default 0,
  error jsonb,
  started_by_name text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index job_project on job (project_id, updated_at);
