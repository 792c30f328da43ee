-- Some services deliver for all accounts to one address; whose an account is must be known before the workspace is.
create function channel_of_account(kind text, account text) returns table (workspace_id uuid, channel_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.workspace_id, c.id from channels c where c.kind = $1 and c.account_id = $2 and c.removed_at is null $$;

-- What such a service delivered for a paused channel, as it came: refused, it would be refused for all others too. Read when the pause is over.
create table held_events (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  -- JSON, but as text: what comes may hold characters that jsonb refuses.
  events text not null,
  received_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels
);
create index held_events_of_channel on held_events (workspace_id, channel_id, id);
alter table held_events enable row level security;
create policy tenant on held_events using (workspace_id = current_workspace());

-- Up to where the customer of a chat was handed our messages, and has read them, in the service's own order. No key to channels, whose rows
-- others hold while they wait for conversations.
create table watermarks (
  workspace_id uuid not null,
  channel_id uuid not null,
  chat_id text collate "C" not null,
  delivered_up_to bigint not null default 0,
  read_up_to bigint not null default 0,
  primary key (workspace_id, channel_id, chat_id)
);
alter table watermarks enable row level security;
create policy tenant on watermarks using (workspace_id = current_workspace());
