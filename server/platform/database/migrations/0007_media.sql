-- Uploads that no message has taken yet; few, because after a day they are removed.
create index files_not_sent on files (workspace_id, created_at) where purpose = 'attachment' and conversation_id is null;

create function workspaces_with_abandoned_uploads(before timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct f.workspace_id from files f
    where f.purpose = 'attachment' and f.conversation_id is null and f.created_at < before
  $$;
