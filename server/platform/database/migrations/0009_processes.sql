-- The living server processes and the job workers inside them. Both belong to no workspace and hold nothing of one.
create table processes (
  id uuid primary key,
  host text not null,
  pid integer not null,
  seen_at timestamptz not null
);

create table job_workers (
  worker_id text primary key,
  process_id uuid not null references processes on delete cascade
);
