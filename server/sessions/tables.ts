import type { Generated } from "kysely";

/**
 * A row of `people`: somebody who can sign in. `name` and `image` are better-auth's; members carry the names that people see.
 * `last_workspace_id` is where they signed in last.
 */
export interface PeopleTable {
  id: string;
  name: string;
  email: string;
  email_verified: boolean;
  image: string | null;
  created_at: Date;
  updated_at: Date;
  must_choose_password: Generated<boolean>;
  last_workspace_id: string | null;
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

/**
 * A row of `sign_in_links`: what an e-mail carries to let its reader choose a password. `token_hash` is the SHA-256 of the token in
 * hex. `invited_to` and `member_id` say in which workspace an invited person is awaited.
 */
export interface SignInLinksTable {
  token_hash: string;
  purpose: "invitation" | "password_reset";
  person_id: string;
  email: string;
  invited_to: string | null;
  member_id: string | null;
  created_at: Date;
  expires_at: Date;
  used_at: Date | null;
}

/** The tables of signing in, which belong to no workspace. */
export type SignInTables = {
  people: PeopleTable;
  credentials: CredentialsTable;
  sessions: SessionsTable;
  sign_in_links: SignInLinksTable;
};
