/** How much each row does. */
export interface Scale {
  readonly inboundUpdates: number;
  readonly inboundKills: number;
  readonly databaseStops: number;
  readonly redeliveredUpdates: number;
  readonly newContacts: number;
  readonly poisoned: number;
  readonly replies: number;
  readonly replyKills: number;
  readonly repliesInAThread: number;
  readonly durableWrites: number;
  /** Of linked phones. */
  readonly replayed: number;
  readonly linkKills: number;
  readonly takeOvers: number;
  readonly linkedReplies: number;
  readonly linkedReplyKills: number;
  /** Of pages. */
  readonly shuffledEvents: number;
  readonly shuffledKills: number;
  readonly pageReplies: number;
  readonly pageReplyKills: number;
  readonly pageRepliesInAThread: number;
  /** For how long Facebook asks to be left alone; it counts in minutes. */
  readonly pageLimitSeconds: number;
  readonly burst: number;
  /** Whether alerts are waited for, which come after a minute: 1 or 0. */
  readonly untilAlerts: number;
}

/** The figures of docs/reliability.md. Some rows take minutes by their nature: a chat takes one message a second. */
export const full: Scale = {
  inboundUpdates: 10_000,
  inboundKills: 20,
  databaseStops: 3,
  redeliveredUpdates: 200,
  newContacts: 500,
  poisoned: 2_000,
  replies: 2_000,
  replyKills: 20,
  repliesInAThread: 100,
  durableWrites: 10_000,
  replayed: 5_000,
  linkKills: 100,
  takeOvers: 10,
  linkedReplies: 1_000,
  linkedReplyKills: 20,
  shuffledEvents: 3_000,
  shuffledKills: 10,
  pageReplies: 2_000,
  pageReplyKills: 20,
  pageRepliesInAThread: 100,
  pageLimitSeconds: 60,
  burst: 10_000,
  untilAlerts: 1,
};

/** What passes in some minutes on two cores that have other things to do. */
export const usual: Scale = {
  inboundUpdates: 2_000,
  inboundKills: 12,
  databaseStops: 3,
  redeliveredUpdates: 100,
  newContacts: 200,
  poisoned: 600,
  replies: 600,
  replyKills: 6,
  repliesInAThread: 8,
  durableWrites: 1_500,
  replayed: 2_000,
  linkKills: 6,
  takeOvers: 2,
  linkedReplies: 120,
  linkedReplyKills: 3,
  shuffledEvents: 400,
  shuffledKills: 2,
  pageReplies: 300,
  pageReplyKills: 3,
  pageRepliesInAThread: 4,
  pageLimitSeconds: 3,
  burst: 2_000,
  untilAlerts: 0,
};

/** The same for rows that try on another service what the usual ones have tried on the first. */
export const usualAgain: Scale = {
  ...usual,
  inboundUpdates: 1_500,
  inboundKills: 8,
  redeliveredUpdates: 50,
  newContacts: 100,
  poisoned: 400,
};
