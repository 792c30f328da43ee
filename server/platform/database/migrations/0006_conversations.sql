-- What waits for a channel, so that it leaves at once when the channel is connected again.
create index messages_waiting on messages (workspace_id, channel_id, conversation_id) where state = 'queued';
