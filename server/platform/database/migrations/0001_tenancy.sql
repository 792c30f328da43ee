-- Every tenant table starts its key with workspace_id and is guarded by a policy on the workspace that the transaction
-- has set. Without one, the setting is empty and no row is visible.

create function current_workspace() returns uuid
  language sql stable parallel safe
  return nullif(current_setting('app.workspace_id', true), '')::uuid;

create table workspaces (
  workspace_id uuid primary key,
  name text not null,
  auto_archive_days integer check (auto_archive_days between 1 and 365),
  channel_alerts boolean not null default true,
  created_at timestamptz not null
);
alter table workspaces enable row level security;
create policy tenant on workspaces using (workspace_id = current_workspace());

create table members (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('owner', 'admin', 'manager', 'user')),
  display_name text not null,
  time_zone text not null,
  avatar_file_id uuid,
  alerts_seen_at timestamptz,
  created_at timestamptz not null,
  primary key (workspace_id, id),
  unique (workspace_id, person_id)
);
create index members_of_person on members (person_id);
create index members_by_name on members (workspace_id, lower(display_name), id);
alter table members enable row level security;
create policy tenant on members using (workspace_id = current_workspace());

-- What happened, written in the same transaction as the change itself; live screens, alerts and threads read from here.
create table facts (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  kind text not null,
  at timestamptz not null,
  actor_id uuid,
  subject_id uuid,
  conversation_id uuid,
  details jsonb not null default '{}',
  primary key (workspace_id, id)
);
create index facts_of_thread on facts (workspace_id, conversation_id, at, id)
  where kind in ('conversation.assigned', 'conversation.unassigned', 'conversation.archived', 'conversation.reopened',
                 'conversation.restored', 'conversation.blocked', 'conversation.unblocked', 'conversation.gap');
alter table facts enable row level security;
create policy tenant on facts using (workspace_id = current_workspace());

-- The doors through the wall: what the server must find before it knows the workspace. Each returns keys only.

create function memberships_of(person uuid) returns table (workspace_id uuid, member_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$ select m.workspace_id, m.id from members m where m.person_id = person order by m.created_at $$;

create function a_workspace_exists() returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$ select exists (select from workspaces) $$;

create function workspaces_with_auto_archive() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select w.workspace_id from workspaces w where w.auto_archive_days is not null $$;
