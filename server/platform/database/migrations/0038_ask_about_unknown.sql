-- As long as nobody knows what became of a message and the service is being asked, what was written after it waits, so that it keeps its
-- place; until this moment at the latest. When the service is asked next is `next_attempt_at`.
alter table messages add column lane_held_until timestamptz;
create index messages_asked_about on messages (workspace_id, conversation_id)
  where state = 'unknown' and next_attempt_at is not null;
