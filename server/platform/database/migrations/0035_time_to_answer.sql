-- When the customer wrote their latest message. Some services let customers be answered for some time after it only; of a conversation that
-- is older than this column nobody knows, and the service decides.
alter table conversations add column heard_at timestamptz;

-- Since when the service is known to take no late answers from this account: for as long as the same login holds.
alter table channels add column late_answers_refused_at timestamptz;

create function hope_for_late_answers() returns trigger language plpgsql as $$
begin
  new.late_answers_refused_at := null;
  return new;
end $$;
create trigger channels_log_in_again before update of sealed_credentials on channels
  for each row when (new.sealed_credentials is distinct from old.sealed_credentials) execute function hope_for_late_answers();
