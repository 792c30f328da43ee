import type { House, Stage } from "../crash/open-house.ts";

/** A call by which a customer was to be handed a message. */
export interface Call {
  /** Milliseconds, by the clock of the simulator. */
  readonly at: number;
  readonly isRefused: boolean;
}

/** A customer whose conversation is answered. */
export interface Answered {
  /** Nobody else's. */
  readonly name: string;
  readonly conversationId: string;
  /** What their phone shows of ours, in its order. */
  heard(): string[];
  /** Oldest first. */
  calls(): readonly Call[];
}

/** How customers of one kind are answered. */
export interface Desk {
  /** Those whom one limit concerns: a chat, or all chats of an account. */
  readonly groups: readonly (readonly Answered[])[];
  /** Has the service refuse what is meant for a group from the next call on for so many seconds, which it tells with each refusal. */
  limit(group: readonly Answered[], seconds: number): void;
  /** Has the service refuse calls with this probability, in words that ask to try again. */
  failSome(probability: number): void;
}

/** Connects so many accounts of a kind, to which so many customers in all have written, so that one row can judge each kind. */
export type OpenDesk = (
  stage: Stage,
  house: House,
  asked: { name: string; accounts: number; customers: number },
) => Promise<Desk>;
