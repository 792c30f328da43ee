import type { ChannelReason } from "#contract/channels.ts";
import type { Connection } from "#server/channels/adapter.ts";
import type { InboundFile } from "#server/conversations/inbound.ts";

/** What only some services can do. */
export interface Abilities {
  /** Who has this phone number (digits with the country code) there. */
  lookUp(connection: Connection, phone: string, signal: AbortSignal): Promise<LookUp>;
  react(connection: Connection, reaction: OutboundReaction, signal: AbortSignal): Promise<DeedOutcome>;
  /** Shows the customer for some seconds that somebody writes, or no longer. */
  showTyping(connection: Connection, chatId: string, isTyping: boolean, signal: AbortSignal): Promise<DeedOutcome>;
  /** Tells the customer that these messages were read. */
  markRead(
    connection: Connection,
    chatId: string,
    externalIds: readonly string[],
    signal: AbortSignal,
  ): Promise<DeedOutcome>;
  /** Asks for the messages of the last days; they come in as `past`. */
  fetchHistory(connection: Connection, signal: AbortSignal): Promise<DeedOutcome>;
  /** Has the account's phone forget this server, which is no longer to be linked. */
  unlink(connection: Connection, signal: AbortSignal): Promise<DeedOutcome>;
  /** What a customer calls themselves, of a service that does not tell it with their messages. */
  readProfile(connection: Connection, personId: string, signal: AbortSignal): Promise<Profile>;
  /** Asks the account's own phone for a file that the service no longer has. */
  renewFile(connection: Connection, source: FileSource, signal: AbortSignal): Promise<Renewal>;
  /** What this account has lately sent to a chat, as the service shows it now: so a message whose answer was lost is found, or known to be missing. */
  findSent(connection: Connection, chatId: string, signal: AbortSignal): Promise<SentList>;
}

/**
 * What an account has sent. `listed` is complete from `since` on (null: from the beginning of the chat). `hidden`: the service does not show
 * it to us, and asking again soon would not change that.
 */
export type SentList =
  | { readonly outcome: "listed"; readonly messages: readonly SentOutside[]; readonly since: Date | null }
  | { readonly outcome: "hidden" }
  | { readonly outcome: "failed"; readonly reason: ChannelReason };

/** A message of ours as the service shows it, with the kinds of its files; a file may be shown as a mere document. */
export interface SentOutside {
  readonly externalId: string;
  readonly sentAt: Date;
  /** Where it stands in the service's own order. */
  readonly sequence: number;
  readonly text: string;
  readonly files: readonly ("photo" | "video" | "voice" | "document")[];
}

/** Where a file is with the outside service, in the words of its adapter. */
export type FileSource = InboundFile["source"];

/** Where a file is after it was asked for once more; `gone`: nobody has it any more. */
export type Renewal =
  | { readonly outcome: "renewed"; readonly source: FileSource }
  | { readonly outcome: "gone" }
  | { readonly outcome: "failed"; readonly reason: ChannelReason };

/** What somebody calls themselves; `name` is null when they tell nobody. */
export type Profile =
  | { readonly outcome: "found"; readonly name: string | null }
  | { readonly outcome: "failed"; readonly reason: ChannelReason };

/** Who has a phone number. */
export type LookUp =
  | { readonly outcome: "found"; readonly chatId: string; readonly name: string | null }
  /** Nobody, and `service` is what people call the service on which nobody has it. */
  | { readonly outcome: "absent"; readonly service: string }
  | { readonly outcome: "failed"; readonly reason: ChannelReason };

/** An emoji on a message, or null to take it back. */
export interface OutboundReaction {
  readonly chatId: string;
  readonly targetExternalId: string;
  readonly targetIsOurs: boolean;
  readonly emoji: string | null;
}

/** What became of a small deed that is never repeated by itself. */
export type DeedOutcome = { readonly outcome: "done" } | { readonly outcome: "failed"; readonly reason: ChannelReason };
