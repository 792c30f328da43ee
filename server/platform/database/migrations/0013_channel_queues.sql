-- A queue of one channel walked the whole workspace's queue where that channel has little in it. Every conversation stands in one
-- of these two, so together they cost what the former index did.
drop index conversations_of_channel;
create index conversations_open_of_channel on conversations (workspace_id, channel_id, last_activity_at desc, id desc)
  where archived_at is null;
create index conversations_archived_of_channel on conversations (workspace_id, channel_id, last_activity_at desc, id desc)
  where archived_at is not null;
