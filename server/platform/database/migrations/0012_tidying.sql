-- For work that visits everybody by the clock.
create function every_workspace() returns setof uuid
  language sql stable security definer set search_path = public, pg_temp
  as $$ select w.workspace_id from workspaces w $$;
