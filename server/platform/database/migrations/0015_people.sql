-- An invited member becomes active with their first session. A removed one stays as the author of what they wrote; the
-- person behind them may be invited anew. last_active_at is when they last did something, which makes them away after a while.
alter table members
  add column status text not null default 'active' check (status in ('invited', 'active', 'deactivated', 'removed')),
  add column last_seen_at timestamptz,
  add column last_active_at timestamptz,
  add column availability text not null default 'available' check (availability in ('available', 'busy', 'away')),
  add column away_by_itself boolean not null default false,
  add column away_after_minutes integer default 30 check (away_after_minutes between 5 and 480),
  drop constraint members_workspace_id_person_id_key;
create unique index members_of_workspace_by_person on members (workspace_id, person_id) where status <> 'removed';

-- Which conversations members see whose role does not see all of them.
alter table workspaces
  add column visibility text not null default 'everything'
    check (visibility in ('everything', 'teams_and_unassigned', 'teams'));

-- must_choose_password: the password was made by somebody else and only opens the door to choosing one.
alter table people
  add column must_choose_password boolean not null default false,
  add column last_workspace_id uuid;

-- What an e-mail carries to let its reader choose a password: good once, for that address alone, until it expires.
create table sign_in_links (
  token_hash text primary key,
  purpose text not null check (purpose in ('invitation', 'password_reset')),
  person_id uuid not null references people on delete cascade,
  email text not null,
  invited_to uuid,
  member_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index sign_in_links_of_person on sign_in_links (person_id);
create index sign_in_links_by_end on sign_in_links (expires_at);

create table teams (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  name text not null,
  purpose text not null check (purpose in ('sales', 'support', 'other')),
  colour text not null,
  lead_id uuid,
  distribution text not null default 'by_hand' check (distribution in ('by_hand', 'round_robin', 'fewest_open')),
  cap integer check (cap between 1 and 1000),
  created_at timestamptz not null,
  primary key (workspace_id, id),
  foreign key (workspace_id, lead_id) references members
);
create unique index teams_by_name on teams (workspace_id, lower(name));
alter table teams enable row level security;
create policy tenant on teams using (workspace_id = current_workspace());

-- last_given_at: when the team's distribution last gave this member a conversation.
create table team_members (
  workspace_id uuid not null,
  team_id uuid not null,
  member_id uuid not null,
  joined_at timestamptz not null,
  last_given_at timestamptz,
  primary key (workspace_id, team_id, member_id),
  foreign key (workspace_id, team_id) references teams on delete cascade,
  foreign key (workspace_id, member_id) references members
);
create index teams_of_member on team_members (workspace_id, member_id);
alter table team_members enable row level security;
create policy tenant on team_members using (workspace_id = current_workspace());

-- The queue of a channel belongs to a team as a whole, and so does each conversation from its opening on.
-- waiting_since: since when a conversation of a team waits for one of its members.
alter table channels add column team_id uuid, add foreign key (workspace_id, team_id) references teams;
alter table conversations
  add column team_id uuid,
  add column waiting_since timestamptz,
  add foreign key (workspace_id, team_id) references teams;
create index channels_of_team on channels (workspace_id, team_id) where team_id is not null;
create index conversations_of_team on conversations (workspace_id, team_id, last_activity_at desc, id desc)
  where archived_at is null and team_id is not null;
create index conversations_archived_of_team on conversations (workspace_id, team_id, last_activity_at desc, id desc)
  where archived_at is not null and team_id is not null;
create index conversations_waiting on conversations (workspace_id, team_id, waiting_since, id)
  where archived_at is null and assignee_id is null and team_id is not null;

-- The open conversations that were moved when a queue changed hands, with where they were, so that it can be undone.
create table queue_moves (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  channel_id uuid not null,
  team_id uuid,
  moved_at timestamptz not null,
  moved integer not null default 0,
  undone_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, channel_id) references channels
);
alter table queue_moves enable row level security;
create policy tenant on queue_moves using (workspace_id = current_workspace());

create table queue_move_conversations (
  workspace_id uuid not null,
  move_id uuid not null,
  conversation_id uuid not null,
  former_team_id uuid,
  former_assignee_id uuid,
  primary key (workspace_id, move_id, conversation_id),
  foreign key (workspace_id, move_id) references queue_moves on delete cascade,
  foreign key (workspace_id, conversation_id) references conversations
);
alter table queue_move_conversations enable row level security;
create policy tenant on queue_move_conversations using (workspace_id = current_workspace());

-- A note is a message that only colleagues see.
alter table messages drop constraint messages_direction_check;
alter table messages add constraint messages_direction_check check (direction in ('inbound', 'outbound', 'note'));

create table mentions (
  workspace_id uuid not null,
  message_id uuid not null,
  member_id uuid not null,
  conversation_id uuid not null,
  at timestamptz not null,
  primary key (workspace_id, message_id, member_id),
  foreign key (workspace_id, message_id) references messages,
  foreign key (workspace_id, member_id) references members,
  foreign key (workspace_id, conversation_id) references conversations
);
create index mentions_of_member on mentions (workspace_id, member_id, conversation_id);
alter table mentions enable row level security;
create policy tenant on mentions using (workspace_id = current_workspace());

create table notifications (
  workspace_id uuid not null,
  id uuid not null,
  member_id uuid not null,
  kind text not null check (kind in ('mentioned', 'assigned', 'transferred')),
  conversation_id uuid not null,
  message_id uuid,
  actor_id uuid,
  at timestamptz not null,
  seen_at timestamptz,
  primary key (workspace_id, id),
  foreign key (workspace_id, member_id) references members,
  foreign key (workspace_id, conversation_id) references conversations
);
create index notifications_of_member on notifications (workspace_id, member_id, at desc, id desc);
create index notifications_unseen on notifications (workspace_id, member_id) where seen_at is null;
alter table notifications enable row level security;
create policy tenant on notifications using (workspace_id = current_workspace());

-- Who did what, when and from where. Written once: the role that the product works as cannot change or delete a line.
create table audit_entries (
  workspace_id uuid not null references workspaces,
  id uuid not null,
  at timestamptz not null,
  actor_id uuid,
  actor_name text,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  subject_name text,
  address text,
  browser text,
  before jsonb,
  after jsonb,
  primary key (workspace_id, id)
);
create index audit_by_time on audit_entries (workspace_id, at desc, id desc);
create index audit_by_actor on audit_entries (workspace_id, actor_id, at desc, id desc);
create index audit_by_action on audit_entries (workspace_id, action, at desc, id desc);
alter table audit_entries enable row level security;
create policy tenant on audit_entries using (workspace_id = current_workspace());
revoke update, delete, truncate on audit_entries from wokfow_app;

drop index facts_of_thread;
create index facts_of_thread on facts (workspace_id, conversation_id, at, id)
  where kind in ('conversation.assigned', 'conversation.unassigned', 'conversation.archived', 'conversation.reopened',
                 'conversation.restored', 'conversation.blocked', 'conversation.unblocked', 'conversation.gap',
                 'conversation.transferred', 'conversation.moved');

-- Only where somebody may still enter, the workspace of their last session first.
create or replace function memberships_of(person uuid) returns table (workspace_id uuid, member_id uuid)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select m.workspace_id, m.id from members m join people p on p.id = m.person_id
     where m.person_id = person and m.status in ('invited', 'active')
     order by m.workspace_id is distinct from p.last_workspace_id, m.created_at
  $$;

-- The member behind a session with everything that decides what they may see, asked before the workspace is known.
drop function caller_of_session;
create function caller_of_session(token text, at timestamptz)
  returns table (session_id uuid, person_id uuid, workspace_id uuid, member_id uuid, role text, last_seen_at timestamptz,
                 must_choose_password boolean, visibility text, team_ids uuid[])
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.id, s.person_id, s.signed_in_to, s.member_id, m.role, s.last_seen_at, p.must_choose_password, w.visibility,
           array(select t.team_id from team_members t where t.workspace_id = m.workspace_id and t.member_id = m.id)
    from sessions s
    join members m on m.workspace_id = s.signed_in_to and m.id = s.member_id
    join people p on p.id = s.person_id
    join workspaces w on w.workspace_id = s.signed_in_to
    where s.token_hash = token and s.expires_at > at and m.status in ('invited', 'active')
  $$;
