-- When the line of a channel that heals by itself tries again.
alter table channels add column next_try_at timestamptz;

-- A channel that goes up and down again and again is warned of once: one of its outages stands for the whole series.
alter table outages
  add column series_from timestamptz,
  add column series_until timestamptz,
  add column series_outages integer,
  add column series_late_messages integer;
create index outages_of_channel on outages (workspace_id, channel_id, started_at desc);

-- When a person paused a channel and when it went on, for its history.
create table channel_pauses (
  workspace_id uuid not null,
  channel_id uuid not null,
  began_at timestamptz not null,
  ended_at timestamptz,
  primary key (workspace_id, channel_id, began_at),
  foreign key (workspace_id, channel_id) references channels
);
alter table channel_pauses enable row level security;
create policy tenant on channel_pauses using (workspace_id = current_workspace());
