-- What waits for an answer is counted by every open inbox; a member between walls counts it team by team.
create index conversations_unreplied_of_team on conversations (workspace_id, team_id, last_activity_at desc, id desc)
  where archived_at is null and unreplied and team_id is not null;
