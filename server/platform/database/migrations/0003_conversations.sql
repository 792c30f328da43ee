create table contacts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  avatar_file_id uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id)
);
alter table contacts enable row level security;
create policy tenant on contacts using (workspace_id = current_workspace());

-- The words of a contact's names in lower case. Search by beginnings is a range of this key, which row-level security
-- lets the index answer (a full-text operator is not leakproof and would read the whole workspace).
create table contact_words (
  workspace_id uuid not null,
  word text collate "C" not null,
  contact_id uuid not null,
  primary key (workspace_id, word, contact_id),
  foreign key (workspace_id, contact_id) references contacts on delete cascade
);
create index contact_words_of_contact on contact_words (workspace_id, contact_id);
alter table contact_words enable row level security;
create policy tenant on contact_words using (workspace_id = current_workspace());

create table identities (
  workspace_id uuid not null,
  id uuid not null,
  contact_id uuid not null,
  kind text not null,
  external_id text not null,
  username text,
  language text,
  start_parameter text,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, kind, external_id),
  foreign key (workspace_id, contact_id) references contacts
);
create index identities_of_contact on identities (workspace_id, contact_id);
alter table identities enable row level security;
create policy tenant on identities using (workspace_id = current_workspace());

create table archive_runs (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  ran_at timestamptz not null,
  inactive_days integer not null,
  archived integer not null default 0,
  undone_at timestamptz,
  restored integer,
  primary key (workspace_id, id)
);
alter table archive_runs enable row level security;
create policy tenant on archive_runs using (workspace_id = current_workspace());

-- A contact on one channel. The last message stands here too, so that a row of the inbox needs no search for it.
-- inbound_count only grows; what a member has not seen is inbound_count minus what they have seen or somebody has answered.
create table conversations (
  workspace_id uuid not null,
  id uuid not null,
  channel_id uuid not null,
  contact_id uuid not null,
  identity_id uuid not null,
  external_id text not null,
  assignee_id uuid,
  inbound_count integer not null default 0,
  answered_inbound_count integer not null default 0,
  unreplied boolean not null default false,
  last_activity_at timestamptz not null,
  last_message_id uuid,
  last_message_at timestamptz,
  last_message_sequence bigint,
  last_direction text,
  last_kind text,
  last_excerpt text,
  last_author_id uuid,
  last_state text,
  blocked_at timestamptz,
  archived_at timestamptz,
  archive_run_id uuid,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, channel_id, external_id),
  foreign key (workspace_id, channel_id) references channels,
  foreign key (workspace_id, contact_id) references contacts,
  foreign key (workspace_id, identity_id) references identities,
  foreign key (workspace_id, assignee_id) references members,
  foreign key (workspace_id, archive_run_id) references archive_runs
);
create index conversations_open on conversations (workspace_id, last_activity_at desc, id desc) where archived_at is null;
create index conversations_archived on conversations (workspace_id, last_activity_at desc, id desc) where archived_at is not null;
create index conversations_by_assignee on conversations (workspace_id, assignee_id, last_activity_at desc, id desc) where archived_at is null;
create index conversations_unreplied on conversations (workspace_id, last_activity_at desc, id desc) where archived_at is null and unreplied;
create index conversations_of_channel on conversations (workspace_id, channel_id, last_activity_at desc, id desc);
create index conversations_of_contact on conversations (workspace_id, contact_id);
create index conversations_of_run on conversations (workspace_id, archive_run_id) where archive_run_id is not null;
alter table conversations enable row level security;
create policy tenant on conversations using (workspace_id = current_workspace());

create table conversation_reads (
  workspace_id uuid not null,
  conversation_id uuid not null,
  member_id uuid not null,
  inbound_seen integer not null,
  primary key (workspace_id, conversation_id, member_id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, member_id) references members
);
alter table conversation_reads enable row level security;
create policy tenant on conversation_reads using (workspace_id = current_workspace());

-- source: what the outside service needs to hand the file over; storage_key and thumbnail_key: where the file store has it.
create table files (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  purpose text not null check (purpose in ('member_avatar', 'contact_avatar', 'attachment')),
  conversation_id uuid,
  uploaded_by uuid,
  state text not null check (state in ('fetching', 'stored', 'failed')),
  failure text,
  name text,
  type text,
  bytes bigint,
  width integer,
  height integer,
  seconds real,
  storage_key text,
  thumbnail_key text,
  source jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, uploaded_by) references members
);
alter table files enable row level security;
create policy tenant on files using (workspace_id = current_workspace());

-- sequence: the outside service's own order within a chat, which breaks ties of a clock that counts whole seconds.
create table messages (
  workspace_id uuid not null,
  id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  direction text not null check (direction in ('inbound', 'outbound')),
  kind text not null,
  text text not null default '',
  entities jsonb not null default '[]',
  details jsonb not null default '{}',
  file_id uuid,
  external_id text,
  sequence bigint not null default 0,
  reply_to_external_id text,
  reply_to_id uuid,
  author_id uuid,
  sent_at timestamptz not null,
  edited_at timestamptz,
  state text not null check (state in ('queued', 'sending', 'sent', 'delivered', 'read', 'refused', 'unknown')),
  refusal_reason text,
  refusal_detail text,
  attempts integer not null default 0,
  next_attempt_at timestamptz,
  idempotency_key text,
  idempotency_hash text,
  raw jsonb,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, channel_id, external_id),
  unique (workspace_id, author_id, idempotency_key),
  foreign key (workspace_id, conversation_id) references conversations,
  foreign key (workspace_id, channel_id) references channels,
  foreign key (workspace_id, file_id) references files,
  foreign key (workspace_id, author_id) references members
);
create index messages_of_thread on messages (workspace_id, conversation_id, sent_at desc, sequence desc, id desc);
create index messages_in_lane on messages (workspace_id, conversation_id, created_at, id) where state in ('queued', 'sending');
create index messages_of_file on messages (workspace_id, file_id) where file_id is not null;
alter table messages enable row level security;
create policy tenant on messages using (workspace_id = current_workspace());

-- Each try to hand a message to the outside service. A row without an outcome after a crash is what makes a message unknown.
create table delivery_attempts (
  workspace_id uuid not null,
  message_id uuid not null,
  attempt integer not null,
  started_at timestamptz not null,
  finished_at timestamptz,
  outcome text,
  detail text,
  primary key (workspace_id, message_id, attempt),
  foreign key (workspace_id, message_id) references messages
);
alter table delivery_attempts enable row level security;
create policy tenant on delivery_attempts using (workspace_id = current_workspace());
