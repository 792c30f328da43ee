-- To which team a conversation was transferred, where the whole team is told of it. Without a foreign key: a team may go, and what
-- was told of it stays.
alter table notifications add column team_id uuid;
