alter table channels drop constraint channels_transport_check;
alter table channels add constraint channels_transport_check check (transport in ('polling', 'webhook', 'socket'));
-- How far the recent chats of a newly linked account have been fetched.
alter table channels add column sync_done integer, add column sync_total integer;

-- A device that is linked to a phone: what it identifies itself with, sealed, as one document. Written only by whoever holds the
-- channel's lease, together with the keys that belong to the same change.
create table device_creds (
  workspace_id uuid not null,
  channel_id uuid not null,
  sealed bytea not null,
  linked_at timestamptz not null,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels
);
alter table device_creds enable row level security;
create policy tenant on device_creds using (workspace_id = current_workspace());

-- The keys of a linked device towards everybody it talks with, one row each, sealed.
create table device_keys (
  workspace_id uuid not null,
  channel_id uuid not null,
  kind text collate "C" not null,
  id text collate "C" not null,
  sealed bytea not null,
  primary key (workspace_id, channel_id, kind, id),
  foreign key (workspace_id, channel_id) references channels
);
alter table device_keys enable row level security;
create policy tenant on device_keys using (workspace_id = current_workspace());

-- What a linked device has decrypted: written in the transaction that spends the key, before the sender is told that it arrived.
-- What is not handled yet is handled at the next start; the rest is kept a while, as the service may deliver it once more.
create table device_journal (
  workspace_id uuid not null,
  channel_id uuid not null,
  ciphertext_hash bytea not null,
  position bigint generated always as identity,
  sealed bytea not null,
  received_at timestamptz not null,
  handled_at timestamptz,
  primary key (workspace_id, channel_id, ciphertext_hash),
  foreign key (workspace_id, channel_id) references channels
);
create index device_journal_unhandled on device_journal (workspace_id, channel_id, position) where handled_at is null;
create index device_journal_by_age on device_journal (workspace_id, received_at);
alter table device_journal enable row level security;
create policy tenant on device_journal using (workspace_id = current_workspace());

-- What a process asks of the one that holds a channel's line, and the answer. Gone when the answer was read.
create table line_requests (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  verb text not null,
  asked jsonb not null,
  asked_at timestamptz not null,
  taken_at timestamptz,
  answer jsonb,
  answered_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels
);
create index line_requests_waiting on line_requests (workspace_id, channel_id, asked_at) where taken_at is null;
alter table line_requests enable row level security;
create policy tenant on line_requests using (workspace_id = current_workspace());

-- An answer to a message by one emoji, one from each side.
create table reactions (
  workspace_id uuid not null,
  message_id uuid not null,
  given_by text not null check (given_by in ('customer', 'us')),
  emoji text not null,
  member_id uuid,
  at timestamptz not null,
  primary key (workspace_id, message_id, given_by),
  foreign key (workspace_id, message_id) references messages,
  foreign key (workspace_id, member_id) references members
);
alter table reactions enable row level security;
create policy tenant on reactions using (workspace_id = current_workspace());

-- The phone number of a customer, in digits with the country code, where the service tells it.
alter table identities add column phone text;
create index identities_by_phone on identities (workspace_id, kind, phone) where phone is not null;
-- The loudness of a voice message over its time, 0 to 100.
alter table files add column waveform smallint[];
