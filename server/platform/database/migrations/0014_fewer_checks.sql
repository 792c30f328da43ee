-- Each message locked the row of its channel and each fact the row of its workspace, only to see that they are there. All
-- messages of a channel at once met at these two rows. Neither check proves anything that does not follow: rows of workspaces
-- and channels are never deleted, a fact passes the wall only with the workspace of its transaction, and a message is held by
-- its conversation, whose own key names the channel.
alter table facts drop constraint facts_workspace_id_fkey;
alter table messages drop constraint messages_workspace_id_channel_id_fkey;
