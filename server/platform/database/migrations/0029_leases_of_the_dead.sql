-- A process that is known to be dead, or has left, holds no channel any more: others need not wait until its leases expire.
create function free_leases() returns trigger language plpgsql security definer set search_path = public, pg_temp as $$
begin
  delete from channel_leases where holder = old.id;
  return old;
end $$;
create trigger processes_free_leases after delete on processes for each row execute function free_leases();
create index channel_leases_of_holder on channel_leases (holder);
