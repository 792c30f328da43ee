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
  /** Of the outage that stands for a series of them: when that began and ended, how many it has, and what came late in all of them. */
  series_from: Date | null;
  series_until: Date | null;
  series_outages: number | null;
  series_late_messages: number | null;
}
