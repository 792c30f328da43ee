-- A position is only good for a day: Telegram keeps updates no longer, and may count from anywhere after a week of silence.
alter table channel_positions add column stored_at timestamptz not null;

-- When the late messages of an ended outage were counted and its end was told; open work is what the index holds.
alter table outages add column settled_at timestamptz;
create index outages_unsettled on outages (workspace_id, started_at) where settled_at is null;

-- An account that comes back to its workspace continues its former channel.
create index channels_of_account on channels (workspace_id, kind, account_id);

create function workspaces_with_outages() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select distinct o.workspace_id from outages o where o.settled_at is null $$;
