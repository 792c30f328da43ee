import type { SendingMode } from "#contract/sending-guards.ts";

/** A row of `sending_guards`. */
export interface SendingGuardsTable {
  workspace_id: string;
  channel_id: string;
  mode: SendingMode;
  daily_first_contacts: number;
  warm_up: boolean;
  opt_out_words: string[];
  loop_breaker: boolean;
  /** Since when it is kept to answers, as its service has refused a first message. */
  restrained_at: Date | null;
  next_turn_at: Date | null;
  last_left_at: Date | null;
}

/** A row of `sending_turns`. */
export interface SendingTurnsTable {
  workspace_id: string;
  conversation_id: string;
  channel_id: string;
  turn_at: Date;
}

/** A row of `first_contacts`. `day` as PostgreSQL writes it, such as 2026-11-22. */
export interface FirstContactsTable {
  workspace_id: string;
  channel_id: string;
  day: string;
  conversation_id: string;
}

/** A row of `sending_days`. `day` as PostgreSQL writes it, such as 2026-11-22. */
export interface SendingDaysTable {
  workspace_id: string;
  channel_id: string;
  day: string;
  sent: number;
  held_back: number;
}
