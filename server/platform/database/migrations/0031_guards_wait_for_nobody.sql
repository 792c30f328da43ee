-- Whoever holds a conversation takes the guards of its channel, and may never wait for the channel itself, which others hold while they
-- wait for conversations. The check proved nothing that does not follow: rows of channels are never deleted, and a conversation names its own.
alter table sending_guards drop constraint sending_guards_workspace_id_channel_id_fkey;
alter table sending_days drop constraint sending_days_workspace_id_channel_id_fkey;
