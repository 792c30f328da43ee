-- When the login began that a channel's credentials come from: what a person withdrew before that is not withdrawn once more.
-- Null where nobody has logged in for it, or before this was written down.
alter table channels add column granted_at timestamptz;
