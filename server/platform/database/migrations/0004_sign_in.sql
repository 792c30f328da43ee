-- Who somebody is stands outside every workspace, so these tables have no wall; only server/sessions reads and writes them.

create table people (
  id uuid primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table credentials (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  provider text not null,
  account_id text not null,
  password_hash text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (provider, account_id)
);
create index credentials_of_person on credentials (person_id);

-- A person is signed in as a member of one workspace.
-- token_hash: SHA-256 of what the browser holds, so that whoever reads the table cannot sign in with it.
create table sessions (
  id uuid primary key,
  person_id uuid not null references people on delete cascade,
  signed_in_to uuid not null,
  member_id uuid not null,
  token_hash text not null unique,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  foreign key (signed_in_to, member_id) references members on delete cascade
);
create index sessions_of_person on sessions (person_id);
create index sessions_of_member on sessions (signed_in_to, member_id);
create index sessions_by_end on sessions (expires_at);

-- How many guesses are spent, in the form that rate-limiter-flexible reads; keys are hashes, expire is in milliseconds.
create table throttles (
  key varchar(255) primary key,
  points integer not null default 0,
  expire bigint
);
create index throttles_by_end on throttles (expire);

-- The member behind a session, asked before the workspace is known.
create function caller_of_session(token text, at timestamptz)
  returns table (session_id uuid, person_id uuid, workspace_id uuid, member_id uuid, role text, last_seen_at timestamptz)
  language sql stable security definer set search_path = public, pg_temp
  as $$
    select s.id, s.person_id, s.signed_in_to, s.member_id, m.role, s.last_seen_at
    from sessions s join members m on m.workspace_id = s.signed_in_to and m.id = s.member_id
    where s.token_hash = token and s.expires_at > at
  $$;
