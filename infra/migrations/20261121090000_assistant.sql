-- Which language model a project asks, and what it was asked for. The key itself is in provider_key.
create table assistant_setting (
  project_id text primary key references project (id) on delete cascade,
  provider text not null check (provider in ('anthropic', 'openai-compatible')),
  base_url text,
  model text not null,
  daily_tokens integer not null,
  updated_by text not null,
  updated_at timestamptz not null default now()
);

create table assistant_use (
  id text primary key,
  project_id text not null references project (id) on delete cascade,
  user_id text not null,
  task text not null,
  model text not null,
  outcome text not null,
  input_tokens integer not null,
  output_tokens integer not null,
  at timestamptz not null default now()
);
create index assistant_use_project on assistant_use (project_id, at);
