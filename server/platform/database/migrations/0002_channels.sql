create table channels (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null,
  name text not null,
  account_id text not null,
  account text not null,
  sealed_credentials bytea,
  webhook_key text not null,
  transport text not null check (transport in ('polling', 'webhook')),
  status text not null check (status in ('CONNECTING', 'CONNECTED', 'DISCONNECTED', 'NEEDS_ACTION', 'PAUSED')),
  reason text,
  status_since timestamptz not null,
  proof_at timestamptz,
  proof_milliseconds integer,
  proof_summary text,
  ignored_group_messages integer not null default 0,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (workspace_id, id)
);
-- One outside account belongs to one workspace at a time, so this key does not start with the workspace: it is the wall itself.
create unique index channels_one_owner_per_account on channels (kind, account_id) where removed_at is null;
create unique index channels_by_webhook_key on channels (webhook_key);
alter table channels enable row level security;
create policy tenant on channels using (workspace_id = current_workspace());

-- How far a channel has been read, confirmed to the outside service only after the commit that wrote it.
create table channel_positions (
  workspace_id uuid not null,
  channel_id uuid not null,
  position bigint not null,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels
);
alter table channel_positions enable row level security;
create policy tenant on channel_positions using (workspace_id = current_workspace());

-- Which server process holds a channel's connection. Renewed by its holder, free for others once expired.
create table channel_leases (
  workspace_id uuid not null,
  channel_id uuid not null,
  holder uuid not null,
  expires_at timestamptz not null,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels
);
alter table channel_leases enable row level security;
create policy tenant on channel_leases using (workspace_id = current_workspace());

-- A stretch of time in which a connected channel was not: the source of alerts and of the gap lines in threads.
create table outages (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  reason text,
  started_at timestamptz not null,
  ended_at timestamptz,
  alerted_at timestamptz,
  late_messages integer not null default 0,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels
);
create unique index outages_one_open_per_channel on outages (workspace_id, channel_id) where ended_at is null;
create index outages_alerted on outages (workspace_id, alerted_at desc, id desc) where alerted_at is not null;
alter table outages enable row level security;
create policy tenant on outages using (workspace_id = current_workspace());

-- What an outside service delivered and Wokfow could not read, kept with the reason so that nothing is lost and nobody is blocked.
create table rejected_updates (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  external_id text,
  received_at timestamptz not null,
  reason text not null,
  raw jsonb not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels
);
create unique index rejected_updates_once on rejected_updates (workspace_id, channel_id, external_id);
alter table rejected_updates enable row level security;
create policy tenant on rejected_updates using (workspace_id = current_workspace());

create function channels_to_run() returns table (workspace_id uuid, channel_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.workspace_id, c.id from channels c where c.removed_at is null $$;

create function channel_of_webhook(key text) returns table (workspace_id uuid, channel_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.workspace_id, c.id from channels c where c.webhook_key = key and c.removed_at is null $$;
