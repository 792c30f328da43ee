-- The inbox of a member between walls is put together of what is theirs, what their teams have and what nobody has; each part
-- walks an index of its own order, also among the unassigned and in the archive.
create index conversations_of_nobody on conversations (workspace_id, last_activity_at desc, id desc)
  where archived_at is null and assignee_id is null and team_id is null;
create index conversations_unassigned_of_team on conversations (workspace_id, team_id, last_activity_at desc, id desc)
  where archived_at is null and assignee_id is null and team_id is not null;
create index conversations_archived_of_assignee on conversations (workspace_id, assignee_id, last_activity_at desc, id desc)
  where archived_at is not null and assignee_id is not null;
create index conversations_archived_of_nobody on conversations (workspace_id, last_activity_at desc, id desc)
  where archived_at is not null and assignee_id is null and team_id is null;

-- Whose face a picture is.
create index contacts_by_avatar on contacts (workspace_id, avatar_file_id) where avatar_file_id is not null;
