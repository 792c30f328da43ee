-- Those who may become away by themselves, looked for each minute.
create index members_present on members (last_active_at) where availability = 'available' and status = 'active';

create function workspaces_with_quiet_members(at timestamptz) returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct m.workspace_id from members m
     where m.availability = 'available' and m.status = 'active'
       and coalesce(m.last_active_at, m.created_at) < at - make_interval(mins => m.away_after_minutes)
  $$;

-- Where conversations wait that Wokfow gives out.
create function workspaces_with_waiting_conversations() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select distinct t.workspace_id from teams t
     where t.distribution <> 'by_hand'
       and exists (select from conversations c
                    where c.workspace_id = t.workspace_id and c.team_id = t.id and c.archived_at is null
                      and c.assignee_id is null)
  $$;
