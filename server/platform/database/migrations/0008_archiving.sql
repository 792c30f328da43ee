-- What counts as activity beside messages: somebody opened the conversation again by hand or undid a run of auto-archive, or
-- a message came in long after it was written. Auto-archive counts from the later of this and last_activity_at.
alter table conversations add column kept_open_at timestamptz;

create index archive_runs_latest on archive_runs (workspace_id, ran_at desc, id desc);
