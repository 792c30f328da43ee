-- What was sent over a linked device, as it went out and sealed: a customer's phone that could not read it asks for it again, also after
-- a restart. Kept two weeks, as long as phones ask.
create table sent_payloads (
  workspace_id uuid not null,
  channel_id uuid not null,
  external_id text collate "C" not null,
  sealed bytea not null,
  sent_at timestamptz not null,
  primary key (workspace_id, channel_id, external_id),
  foreign key (workspace_id, channel_id) references channels
);
create index sent_payloads_by_age on sent_payloads (workspace_id, sent_at);
alter table sent_payloads enable row level security;
create policy tenant on sent_payloads using (workspace_id = current_workspace());

-- Up to which moment of arrival the customer was told that their messages were read.
alter table conversations add column read_told_at timestamptz;
