import type { ChannelKind, ChannelReason } from "#contract/channels.ts";
import type { ContentKind } from "#contract/message-content.ts";
import type { RefusalReason } from "#contract/messages.ts";
import type { Adapter } from "#server/channels/adapter.ts";
import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import type { Context } from "#server/context.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";
import type { Door } from "#server/testing/outside/door.ts";
import type { TestClient } from "#server/testing/test-client.ts";

/** One outside service as tests of all kinds alike need it. What a function switches on is switched off by what it returns. */
export interface Outside {
  readonly kind: ChannelKind;
  /** With what the adapters find it. */
  readonly settings: AdapterParts["config"];
  /** All that Wokfow asks goes through here. */
  readonly door: Door;
  /** The adapter of this kind, in a hurry where nothing but time is lost by it. */
  adapter(parts: AdapterParts): Adapter;
  /** Tells the service where this Wokfow is, if it wants to know that. */
  meet(address: string): Promise<void>;
  account(name: string): OutsideAccount;
  customer(name: string): OutsideCustomer;
  /** Nothing is delivered by itself, as while nobody is there. */
  holdBack(): () => void;
  /** Everything that is delivered comes twice: as it was, or the second time in other bytes. */
  deliverTwice(how: "as it was" | "rewritten"): () => void;
  /** Secrets of the service that no account has of its own. */
  secrets(): readonly string[];
  close(): Promise<void>;
}

/** What became of connecting: the channel, or the code of the refusal. */
export type Connected = { readonly channelId: string } | { readonly refused: string };

/** An account of a company. */
export interface OutsideAccount {
  readonly name: string;
  /** Connects it over HTTP, as whoever is signed in there would. */
  connect(client: TestClient): Promise<Connected>;
  /** Gives its channel credentials that work. */
  renew(client: TestClient, channelId: string): Promise<void>;
  /** Takes the credentials back, there. */
  revoke(): void;
  /** What its channel says then. */
  readonly whenRevoked: ChannelReason;
  /** How often the service was asked for what a probe asks for. */
  questions(): number;
  /** Its line asks that too, for itself, and nobody can tell whose question one was. */
  readonly asksItself: boolean;
  /** The service takes what is asked for this account, and never answers. */
  silence(): () => void;
  /** Answers to the question of a probe take so many milliseconds. */
  slow(milliseconds: number): () => void;
  /** Sending is refused with the request to wait; `seconds` says how long. */
  limit(): { readonly seconds: number; readonly off: () => void };
  /** The service holds something with which this Wokfow would be served: a poll, a subscription, a linked device. */
  isServed(): boolean;
  /** What nobody may read who is shown its channel, its rows or the log. */
  secrets(ground: Sealed): Promise<readonly string[]>;
}

/** A connected account where its secrets are sealed. */
export interface Sealed {
  readonly context: Context;
  readonly box: SecretBox;
  readonly channelId: string;
}

/** What a customer's phone can send that is a message. */
export type Sent = Exclude<ContentKind, "removed" | "undecryptable" | "unsupported" | "button" | "referral" | "start">;

/** A message of the company, as the customer's phone shows it. */
export interface Heard {
  readonly kind: string;
  readonly text: string;
  /** The text of what it answers. */
  readonly answers: string | null;
}

/** A customer with a phone. What is sent has the id that the service gave it; null: people cannot do that there, or nobody is told. */
export interface OutsideCustomer {
  write(to: OutsideAccount, text: string, replyTo?: string): string;
  readonly send: Readonly<Partial<Record<Sent, (to: OutsideAccount) => Promise<string>>>>;
  readonly edit: ((to: OutsideAccount, id: string, text: string) => void) | null;
  readonly remove: ((to: OutsideAccount, id: string) => void) | null;
  readonly react: ((to: OutsideAccount, id: string, emoji: string) => void) | null;
  heard(from: OutsideAccount): readonly Heard[];
  /** Emoji of the company on a message of the customer. */
  reactions(from: OutsideAccount, id: string): readonly string[];
  /** Wants to hear nothing more, or is gone; null where a message is refused for nobody. */
  readonly leave: ((from: OutsideAccount) => void) | null;
  /** Why messages are refused then. */
  readonly whenGone: RefusalReason;
}
