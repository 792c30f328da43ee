-- Who has logged in at the service to connect a channel, as the service names them, and until when that login holds.
alter table channels add column granted_by text, add column credentials_expire_at timestamptz;
create index channels_by_grant on channels (kind, granted_by) where granted_by is not null;

-- A login at an outside service, from its beginning until accounts are chosen.
-- state_hash: SHA-256 of what the browser carries there and back. sealed_accounts: what can be chosen, with credentials; sealed.
create table channel_logins (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null,
  channel_id uuid,
  member_id uuid not null,
  session_id uuid not null,
  state_hash text not null,
  stage text not null check (stage in ('waiting', 'returned', 'choosing', 'failed', 'done')),
  failure text,
  missing jsonb not null default '[]',
  person_id text,
  person text,
  sealed_accounts bytea,
  channel_ids jsonb not null default '[]',
  began_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels,
  foreign key (workspace_id, member_id) references members on delete cascade
);
create unique index channel_logins_by_state on channel_logins (state_hash);
create index channel_logins_by_end on channel_logins (expires_at);
create index channel_logins_of_person on channel_logins (kind, person_id) where person_id is not null;
alter table channel_logins enable row level security;
create policy tenant on channel_logins using (workspace_id = current_workspace());

-- What was deleted when a person asked for it: counts only. The person has the code, this table its hash, and nothing else names anybody.
create table data_deletions (
  code_hash text primary key,
  kind text not null,
  deleted_at timestamptz not null,
  channels integer not null,
  logins integer not null
);

create function login_of_state(hash text) returns table (workspace_id uuid, login_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select l.workspace_id, l.id from channel_logins l where l.state_hash = hash $$;

-- Which of these accounts some workspace has; asked only about accounts that the asking person has proven to be theirs.
create function connected_accounts(of_kind text, accounts text[]) returns setof text
  language sql stable security definer set search_path = public, pg_temp
  as $$ select c.account_id from channels c where c.kind = of_kind and c.account_id = any (accounts) and c.removed_at is null $$;

create function workspaces_granted_by(of_kind text, granter text) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select c.workspace_id from channels c where c.kind = of_kind and c.granted_by = granter
    union
    select l.workspace_id from channel_logins l where l.kind = of_kind and l.person_id = granter
  $$;

create function workspaces_with_ended_logins(at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select distinct l.workspace_id from channel_logins l where l.expires_at <= at $$;
