-- What was said about a message before it came, by the message's own id: it is done to the message as soon as that is stored.
create table early_changes (
  workspace_id uuid not null,
  channel_id uuid not null,
  target_external_id text collate "C" not null,
  kind text not null check (kind in ('reaction', 'removal', 'receipt')),
  given_by text not null check (given_by in ('customer', 'us')),
  -- In which chat it was said; a receipt does not tell.
  chat_id text,
  emoji text,
  state text,
  at timestamptz not null,
  primary key (workspace_id, channel_id, target_external_id, kind, given_by),
  foreign key (workspace_id, channel_id) references channels
);
create index early_changes_by_age on early_changes (workspace_id, at);
alter table early_changes enable row level security;
create policy tenant on early_changes using (workspace_id = current_workspace());

-- A customer who has two addresses with the outside service: what comes under the former one belongs to the chat of the other.
create table chat_aliases (
  workspace_id uuid not null,
  channel_id uuid not null,
  former_external_id text collate "C" not null,
  external_id text not null,
  primary key (workspace_id, channel_id, former_external_id),
  foreign key (workspace_id, channel_id) references channels
);
alter table chat_aliases enable row level security;
create policy tenant on chat_aliases using (workspace_id = current_workspace());

-- Up to when the messages of the customer were read, and answered, on the phone of the connected account itself.
alter table conversations add column seen_at timestamptz, add column replied_at timestamptz;

-- It came with the history of a phone and nobody is asked to answer it; when the same message is delivered as well, it counts after all.
alter table messages add column is_past boolean not null default false;

-- Few messages have reactions, and a page of a thread shall not search for them: whoever writes one need not know of it.
alter table messages add column has_reactions boolean not null default false;

create function note_reaction() returns trigger language plpgsql as $$
begin
  update messages m set has_reactions = true
   where m.workspace_id = new.workspace_id and m.id = new.message_id and not m.has_reactions;
  return null;
end $$;
create trigger note_reaction after insert on reactions for each row execute function note_reaction();
