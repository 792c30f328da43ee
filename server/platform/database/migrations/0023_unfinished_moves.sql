-- A move that its process has not finished is gone on with by another one, in the name of whoever asked for it. A queue has at
-- most one.
alter table queue_moves
  add column moved_by uuid,
  add column finished_at timestamptz;
update queue_moves set finished_at = moved_at;
create unique index queue_moves_unfinished on queue_moves (workspace_id, channel_id) where finished_at is null;
