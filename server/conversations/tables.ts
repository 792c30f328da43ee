import type { Generated } from "kysely";
import type { MessageContent, TextEntity } from "#contract/message-content.ts";
import type { DeliveryState, Message, Reaction, RefusalReason } from "#contract/messages.ts";

/** A row of `conversations`. `external_id` is the chat of the outside service. */
export interface ConversationsTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  contact_id: string;
  /** The contact's name, picture and username, copied by the database. */
  contact_name: Generated<string>;
  contact_username: string | null;
  contact_avatar_file_id: string | null;
  identity_id: string;
  external_id: string;
  assignee_id: string | null;
  team_id: string | null;
  /** Since when it waits for a member of its team. */
  waiting_since: Date | null;
  inbound_count: Generated<number>;
  answered_inbound_count: Generated<number>;
  unreplied: Generated<boolean>;
  last_activity_at: Date;
  last_message_id: string | null;
  last_message_at: Date | null;
  last_message_sequence: string | null;
  last_direction: "inbound" | "outbound" | null;
  last_kind: MessageContent["kind"] | null;
  last_excerpt: string | null;
  last_author_id: string | null;
  last_state: DeliveryState | null;
  blocked_at: Date | null;
  archived_at: Date | null;
  archive_run_id: string | null;
  kept_open_at: Date | null;
  /** Up to when the customer's messages were read, and answered, on the phone of the connected account itself. */
  seen_at: Date | null;
  replied_at: Date | null;
  /** Up to which moment of arrival the customer was told that their messages were read. */
  read_told_at: Date | null;
  /** Since when the customer wants to hear nothing more. */
  opted_out_at: Date | null;
  /** When the customer wrote their latest message. */
  heard_at: Date | null;
  /** Since when two programs are kept from answering each other here. */
  paused_at: Date | null;
  /** When a person has last released that. */
  released_at: Date | null;
  created_at: Date;
}

/** A row of `conversation_reads`. */
export interface ConversationReadsTable {
  workspace_id: string;
  conversation_id: string;
  member_id: string;
  inbound_seen: number;
}

/** A row of `messages`. `sequence` is a bigint as text; `details` holds what only one kind of content has. */
export interface MessagesTable {
  workspace_id: string;
  id: string;
  conversation_id: string;
  channel_id: string;
  direction: Message["direction"];
  kind: MessageContent["kind"];
  text: Generated<string>;
  entities: Generated<TextEntity[]>;
  details: Generated<Record<string, unknown>>;
  file_id: string | null;
  external_id: string | null;
  sequence: Generated<string>;
  reply_to_external_id: string | null;
  reply_to_id: string | null;
  author_id: string | null;
  sent_at: Date;
  edited_at: Date | null;
  state: DeliveryState;
  refusal_reason: RefusalReason | null;
  refusal_detail: string | null;
  attempts: Generated<number>;
  /** When a queued one is tried, and when the service is asked about an unknown one; null: at once, and not at all. */
  next_attempt_at: Date | null;
  /** An unknown one that is asked about keeps what follows it waiting until then. */
  lane_held_until: Generated<Date | null>;
  idempotency_key: string | null;
  idempotency_hash: string | null;
  raw: unknown;
  /** It came with the history of a phone and was not delivered. */
  is_past: Generated<boolean>;
  /** True once anybody has reacted, and from then on. */
  has_reactions: Generated<boolean>;
  created_at: Date;
}

/** A row of `delivery_attempts`. */
export interface DeliveryAttemptsTable {
  workspace_id: string;
  message_id: string;
  attempt: number;
  started_at: Date;
  finished_at: Date | null;
  outcome: string | null;
  detail: string | null;
}

/** A row of `mentions`: a note names a member. */
export interface MentionsTable {
  workspace_id: string;
  message_id: string;
  member_id: string;
  conversation_id: string;
  at: Date;
}

/** A row of `reactions`. One that was taken back has no emoji; it keeps older word from coming back. */
export interface ReactionsTable {
  workspace_id: string;
  message_id: string;
  given_by: Reaction["by"];
  emoji: string;
  member_id: string | null;
  at: Date;
}

/** A row of `early_changes`. */
export interface EarlyChangesTable {
  workspace_id: string;
  channel_id: string;
  target_external_id: string;
  kind: "reaction" | "removal" | "receipt";
  given_by: Reaction["by"];
  chat_id: string | null;
  emoji: string | null;
  state: "sent" | "delivered" | "read" | null;
  at: Date;
}

/** A row of `watermarks`: up to where the customer of a chat was handed our messages, and has read them. Bigints as text. */
export interface WatermarksTable {
  workspace_id: string;
  channel_id: string;
  chat_id: string;
  delivered_up_to: Generated<string>;
  read_up_to: Generated<string>;
}

/** A row of `chat_aliases`. */
export interface ChatAliasesTable {
  workspace_id: string;
  channel_id: string;
  former_external_id: string;
  external_id: string;
}
