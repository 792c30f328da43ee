-- A move is undone with the queue that it came with, and each conversation goes on waiting since when it did.
alter table queue_moves
  add column former_team_id uuid,
  add column restored integer;
create index queue_moves_of_channel on queue_moves (workspace_id, channel_id, moved_at desc, id desc);
alter table queue_move_conversations add column former_waiting_since timestamptz;
