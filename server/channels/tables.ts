import type { ColumnType, Generated, GeneratedAlways } from "kysely";
import type { LoginFailure } from "#contract/channel-logins.ts";
import type { ChannelKind, ChannelReason, ChannelStatus } from "#contract/channels.ts";

/** A row of `channels`. `sealed_credentials` is emptied when the channel is removed. */
export interface ChannelsTable {
  workspace_id: string;
  id: string;
  kind: ChannelKind;
  name: string;
  account_id: string;
  account: string;
  sealed_credentials: Buffer | null;
  webhook_key: string;
  transport: "polling" | "webhook" | "socket";
  status: ChannelStatus;
  reason: ChannelReason | null;
  status_since: Date;
  proof_at: Date | null;
  proof_milliseconds: number | null;
  proof_summary: string | null;
  /** When the line of a disconnected channel tries again. */
  next_try_at: Date | null;
  ignored_group_messages: Generated<number>;
  /** How far the recent chats of a newly linked account have been fetched; both null when nothing is under way. */
  sync_done: number | null;
  sync_total: number | null;
  /** Who has logged in for the account, as its service names them, and by when somebody must do that again. */
  granted_by: string | null;
  /** When the login began that the credentials come from; null when nobody knows. */
  granted_at: Date | null;
  credentials_expire_at: Date | null;
  /** Since when the service is known to take no late answers from this account. */
  late_answers_refused_at: Date | null;
  /** Whose the channel's queue is; null: everyone's. */
  team_id: string | null;
  created_at: Date;
  removed_at: Date | null;
}

/** A row of `channel_logins`. */
export interface ChannelLoginsTable {
  workspace_id: string;
  id: string;
  kind: ChannelKind;
  channel_id: string | null;
  member_id: string;
  session_id: string;
  state_hash: string;
  /** `returned`: the browser is back, and the service is being asked what the login is good for. */
  stage: "waiting" | "returned" | "choosing" | "failed" | "done";
  failure: LoginFailure | null;
  missing: ColumnType<string[], string | undefined, string>;
  person_id: string | null;
  person: string | null;
  sealed_accounts: Buffer | null;
  channel_ids: ColumnType<string[], string | undefined, string>;
  began_at: Date;
  expires_at: Date;
}

/** A row of `channel_positions`. `position` is a bigint as text. */
export interface ChannelPositionsTable {
  workspace_id: string;
  channel_id: string;
  position: string;
  stored_at: Date;
}

/** A row of `channel_pauses`. */
export interface ChannelPausesTable {
  workspace_id: string;
  channel_id: string;
  began_at: Date;
  ended_at: Date | null;
}

/** A row of `channel_leases`. */
export interface ChannelLeasesTable {
  workspace_id: string;
  channel_id: string;
  holder: string;
  expires_at: Date;
}

/** A row of `held_events`. `events` is JSON as text. */
export interface HeldEventsTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  events: string;
  received_at: Date;
}

/** A row of `rejected_updates`. */
export interface RejectedUpdatesTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  external_id: string | null;
  received_at: Date;
  reason: string;
  raw: unknown;
}

/** A row of `device_creds`. */
export interface DeviceCredsTable {
  workspace_id: string;
  channel_id: string;
  sealed: Buffer;
  linked_at: Date;
}

/** A row of `device_keys`. */
export interface DeviceKeysTable {
  workspace_id: string;
  channel_id: string;
  kind: string;
  id: string;
  sealed: Buffer;
}

/** A row of `device_journal`. `position` is a bigint as text, given by the database. */
export interface DeviceJournalTable {
  workspace_id: string;
  channel_id: string;
  ciphertext_hash: Buffer;
  position: GeneratedAlways<string>;
  sealed: Buffer;
  received_at: Date;
  handled_at: Date | null;
}

/** A row of `sent_payloads`. */
export interface SentPayloadsTable {
  workspace_id: string;
  channel_id: string;
  external_id: string;
  sealed: Buffer;
  sent_at: Date;
}

/** A row of `line_requests`. */
export interface LineRequestsTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  verb: string;
  asked: unknown;
  asked_at: Date;
  taken_at: Date | null;
  answer: unknown;
  answered_at: Date | null;
}
