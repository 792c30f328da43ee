import { Logger, runMigrations } from "graphile-worker";
import type { Client } from "pg";
import { appRole } from "./app-role.ts";

/**
 * Brings graphile-worker's own schema up to date and opens the one door to it that the app role has: `public.add_job`.
 * Jobs are then rows of the same transaction as what they follow from, while the tables of graphile-worker, which mix the
 * jobs of all workspaces, stay closed to the role that serves requests. The worker itself runs on the owner's connection.
 */
export async function prepareJobs(owner: Client, ownerUrl: string): Promise<void> {
  await runMigrations({ connectionString: ownerUrl, logger: new Logger(() => () => undefined) });
  await owner.query(door);
}

/**
 * The parameters are those of graphile_worker.add_job (worker.graphile.org/docs/sql-add-job); returns the job's id. Where a worker
 * takes the waiting job of a key at this very moment, that function changes nothing and adds nothing, and a second call adds the job.
 */
const door = `
create or replace function public.add_job(
  identifier text, payload json default null, queue_name text default null, run_at timestamptz default null,
  max_attempts integer default null, job_key text default null, priority integer default null,
  flags text[] default null, job_key_mode text default 'replace') returns bigint
language plpgsql volatile security definer set search_path = pg_catalog, pg_temp as $$
declare
  added bigint;
begin
  for attempt in 1..100 loop
    select id into added
      from graphile_worker.add_job(identifier, payload, queue_name, run_at, max_attempts, job_key, priority, flags, job_key_mode);
    if added is not null then return added; end if;
  end loop;
  raise exception 'The job % could not be added.', identifier using errcode = 'serialization_failure';
end $$;
revoke execute on function public.add_job from public;
grant execute on function public.add_job to ${appRole};
`;
