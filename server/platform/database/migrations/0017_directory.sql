-- Whether a person belongs to another workspace too: then nobody of this one may set their password, which opens both.
create function works_elsewhere(person uuid, workspace uuid) returns boolean
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select exists (
      select from members m where m.person_id = person and m.workspace_id <> workspace and m.status <> 'removed')
  $$;

-- When a member was last seen outlives their sessions. The database copies it, whoever writes the session. A member whose row is
-- held at this moment is left out, as sessions are ended by whoever holds it: two that wait for each other would be in vain.
create function keep_last_seen() returns trigger
  language plpgsql security definer set search_path = public, pg_temp
  as $$
begin
  update members set last_seen_at = new.last_seen_at
   where (workspace_id, id) in (
     select m.workspace_id, m.id from members m
      where m.workspace_id = new.signed_in_to and m.id = new.member_id
        and (m.last_seen_at is null or m.last_seen_at < new.last_seen_at)
         for no key update skip locked);
  return null;
end $$;
create trigger keep_last_seen after insert or update of last_seen_at on sessions
  for each row execute function keep_last_seen();

update members m set last_seen_at = s.last_seen_at
  from (select signed_in_to, member_id, max(last_seen_at) as last_seen_at from sessions group by 1, 2) s
 where s.signed_in_to = m.workspace_id and s.member_id = m.id;
