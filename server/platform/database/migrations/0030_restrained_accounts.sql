-- Since when an account is kept to answers because its service has refused a first message of it; null when a person decides.
alter table sending_guards add column restrained_at timestamptz;
