import type { ChannelKind } from "#contract/channels.ts";

/** A row of `contacts`. */
export interface ContactsTable {
  workspace_id: string;
  id: string;
  name: string;
  avatar_file_id: string | null;
  created_at: Date;
}

/** A row of `contact_words`. */
export interface ContactWordsTable {
  workspace_id: string;
  word: string;
  contact_id: string;
}

/** A row of `identities`. */
export interface IdentitiesTable {
  workspace_id: string;
  id: string;
  contact_id: string;
  kind: ChannelKind;
  external_id: string;
  username: string | null;
  /** Digits with the country code. */
  phone: string | null;
  language: string | null;
  start_parameter: string | null;
  created_at: Date;
}
