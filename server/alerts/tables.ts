import type { Generated } from "kysely";
import type { ChannelReason } from "#contract/channels.ts";

/** A row of `outages`. */
export interface OutagesTable {
  workspace_id: string;
  id: string;
  channel_id: string;
  reason: ChannelReason | null;
  started_at: Date;
  ended_at: Date | null;
  alerted_at: Date | null;
  late_messages: Generated<number>;
  /** When the late messages were counted and the end was told. */
  settled_at: Date | null;
}
