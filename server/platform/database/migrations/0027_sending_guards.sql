-- What keeps the account of a channel from being restricted. A channel without a row has the usual guards. The row is the one place
-- where all processes meet that send for the account: whoever holds it takes a turn, or one of the first contacts of the day.
create table sending_guards (
  workspace_id uuid not null,
  channel_id uuid not null,
  mode text not null check (mode in ('everything', 'replies_only', 'stopped')),
  daily_first_contacts integer not null,
  warm_up boolean not null,
  opt_out_words text[] not null,
  loop_breaker boolean not null,
  -- When the next turn that nobody has yet begins, and when the last message left.
  next_turn_at timestamptz,
  last_left_at timestamptz,
  primary key (workspace_id, channel_id),
  foreign key (workspace_id, channel_id) references channels
);
alter table sending_guards enable row level security;
create policy tenant on sending_guards using (workspace_id = current_workspace());

-- When the conversations may send that wait for the pace of their account.
create table sending_turns (
  workspace_id uuid not null,
  conversation_id uuid not null,
  channel_id uuid not null,
  turn_at timestamptz not null,
  primary key (workspace_id, conversation_id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
create index sending_turns_of_channel on sending_turns (workspace_id, channel_id);
alter table sending_turns enable row level security;
create policy tenant on sending_turns using (workspace_id = current_workspace());

-- Who was written to on which day (UTC) without ever having written.
create table first_contacts (
  workspace_id uuid not null,
  channel_id uuid not null,
  day date not null,
  conversation_id uuid not null,
  primary key (workspace_id, channel_id, day, conversation_id),
  foreign key (workspace_id, conversation_id) references conversations on delete cascade
);
create index first_contacts_of_conversation on first_contacts (workspace_id, conversation_id);
alter table first_contacts enable row level security;
create policy tenant on first_contacts using (workspace_id = current_workspace());

-- What a channel sent, and did not let leave, on each day (UTC).
create table sending_days (
  workspace_id uuid not null,
  channel_id uuid not null,
  day date not null,
  sent integer not null default 0,
  held_back integer not null default 0,
  primary key (workspace_id, channel_id, day),
  foreign key (workspace_id, channel_id) references channels
);
alter table sending_days enable row level security;
create policy tenant on sending_days using (workspace_id = current_workspace());

-- Since when the customer wants to hear nothing more, since when two programs are kept from answering each other, and when a person
-- has last released that.
alter table conversations add column opted_out_at timestamptz, add column paused_at timestamptz, add column released_at timestamptz;
create index conversations_held_back on conversations (workspace_id, channel_id, id)
  where opted_out_at is not null or paused_at is not null;

drop index facts_of_thread;
create index facts_of_thread on facts (workspace_id, conversation_id, at, id)
  where kind in ('conversation.assigned', 'conversation.unassigned', 'conversation.archived', 'conversation.reopened',
                 'conversation.restored', 'conversation.blocked', 'conversation.unblocked', 'conversation.gap',
                 'conversation.transferred', 'conversation.moved', 'conversation.opted_out', 'conversation.opted_in',
                 'conversation.paused', 'conversation.released');

-- Whoever has a conversation hears that it was paused.
alter table notifications drop constraint notifications_kind_check;
alter table notifications add constraint notifications_kind_check check (kind in ('mentioned', 'assigned', 'transferred', 'paused'));
