/** A row of `people`: somebody who can sign in. `name` and `image` are better-auth's; members carry the names that people see. */
export interface PeopleTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  created_at: Date;
  updated_at: Date;
}

/** A row of `credentials`: how a person proves who they are. `password_hash` is argon2id in PHC form. */
export interface CredentialsTable {
  id: string;
  person_id: string;
  provider: string;
  account_id: string;
  password_hash: string | null;
  created_at: Date;
  updated_at: Date;
}

/** A row of `sessions`. `token_hash` is the SHA-256 of the cookie's value in hex; `signed_in_to` the workspace. */
export interface SessionsTable {
  id: string;
  person_id: string;
  signed_in_to: string;
  member_id: string;
  token_hash: string;
  ip_address: string | null;
  user_agent: string | null;
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
}

/** The tables of signing in, which belong to no workspace. */
export type SignInTables = {
  people: PeopleTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
};
