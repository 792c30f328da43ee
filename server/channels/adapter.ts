import type { Readable } from "node:stream";
import type { ChannelCapabilities, ChannelKind, ChannelReason } from "#contract/channels.ts";
import type { RefusalReason } from "#contract/messages.ts";
import type { Abilities } from "#server/channels/abilities.ts";
import type { Connecting } from "#server/channels/connecting.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import type { Log } from "#server/platform/log/log.ts";

/** A connected account as an adapter sees it: whose it is and the opened credentials, which say of a linked device only which link it is. */
export interface Connection {
  readonly workspaceId: string;
  readonly channelId: string;
  readonly kind: ChannelKind;
  readonly accountId: string;
  readonly token: string;
}

/** Where an outside service shall deliver, and what it shall prove itself with. */
export interface Webhook {
  readonly address: string;
  readonly secret: string;
}

/** What a probe found: evidence in words with its duration, or why the channel is not connected. */
export type ProbeResult =
  | {
      readonly outcome: "connected";
      readonly milliseconds: number;
      readonly summary: string;
      /** When a person must have renewed the credentials, null: never; left out where this probe did not ask. */
      readonly expiresAt?: Date | null;
      /** How much of what the service allows is used up, in percent, where it tells that. */
      readonly usedPercent?: number;
    }
  | {
      readonly outcome: "failed";
      readonly reason: ChannelReason;
      /** Seconds that the service asks to wait. */
      readonly retryAfter?: number;
      /** Milliseconds after which whoever reports it tries again, by itself. */
      readonly nextTryIn?: number;
    };

/**
 * What an adapter is asked to hand over. `caption` rules apply when there is a file. Ids are those of the outside service, but for
 * `messageId`, which is ours: a service that repeats it to us tells of a message whose answer was lost.
 */
export interface OutboundMessage {
  readonly messageId: string;
  readonly chatId: string;
  readonly text: string;
  readonly file: {
    readonly kind: "photo" | "video" | "voice" | "document";
    readonly name: string;
    readonly type: string;
    readonly bytes: number;
    readonly width: number | null;
    readonly height: number | null;
    readonly seconds: number | null;
    readonly waveform: readonly number[] | null;
    /** Where the file store has it, which every process can open. */
    readonly storageKey: string;
    open(): Promise<Readable>;
  } | null;
  readonly replyTo: QuotedOutside | null;
  /** The id under which the message goes out, chosen before, where the service lets us choose; the same on each attempt. */
  readonly ownId: string | null;
  /** The time to answer freely is over: it goes out as the answer of a person, where the service has such a thing. */
  readonly isLateAnswer: boolean;
  /**
   * Asked immediately before the call with which it leaves, which ends within 20 seconds: false when so long has passed since it was taken
   * from its lane that somebody may already have asked the service about it; then it is a `retry`. Only where there is `findSent`.
   */
  readonly mayLeave?: () => boolean;
}

/** A message that another one answers, as the outside service knows it. */
export interface QuotedOutside {
  readonly externalId: string;
  /** We wrote it. */
  readonly isOurs: boolean;
  readonly text: string;
}

/**
 * What became of a message handed over. `sentAt` is null where the service does not tell it. `refused` is final. `retry` is safe to repeat: the service certainly did not take it.
 * `unknown`: it may have. `disconnected`: the channel itself is in trouble, and the message waits.
 */
export type SendOutcome =
  | { readonly outcome: "sent"; readonly externalId: string; readonly sequence: number; readonly sentAt: Date | null }
  | {
      readonly outcome: "refused";
      readonly reason: RefusalReason;
      readonly detail: string | null;
      /** It was a late answer, and the service takes none from this account. */
      readonly forbidsLate?: true;
    }
  | { readonly outcome: "retry"; readonly afterMilliseconds: number; readonly scope: "chat" | "channel" }
  | { readonly outcome: "unknown"; readonly detail: string }
  | { readonly outcome: "disconnected"; readonly reason: ChannelReason };

/** A batch of updates in the order of the service, with the position to confirm once they are committed. */
export interface InboundBatch {
  readonly updates: readonly InboundUpdate[];
  readonly position: string | null;
}

/** What a running connection tells the house, and when it must stop. */
export interface ConnectionHooks {
  readonly signal: AbortSignal;
  readonly log: Log;
  /** The last committed position, null on a new channel and when it is older than a day. */
  position(): Promise<string | null>;
  /** Resolves after the commit; only then may the adapter confirm to the service. Rejects when nothing was committed. */
  receive(batch: InboundBatch): Promise<void>;
  /** Evidence that the connection works, or why it does not. */
  report(result: ProbeResult): Promise<void>;
  /** How far the recent chats of a newly linked account have been fetched; null when that is over. */
  reportSync(progress: { readonly done: number; readonly total: number } | null): Promise<void>;
  /** What the account calls itself, once it is known. */
  reportName(name: string): Promise<void>;
}

/** A webhook request as it came. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Delivery to an address of ours. */
export interface WebhookSide {
  /**
   * Has the service deliver to our webhook; may be called again and again. Delivery to another address is left
   * alone and reported as `other_poller`, unless `takeOver` says that a person has just chosen this Wokfow.
   */
  open(connection: Connection, webhook: Webhook, takeOver: boolean, signal: AbortSignal): Promise<ProbeResult>;
  /** Ends delivery, so that polling or another program can take over. Waiting updates stay waiting. */
  close(connection: Connection, signal: AbortSignal): Promise<ProbeResult>;
  /** Checks the proof of a delivery in constant time and reads it; null when the proof is missing or false. */
  read(secret: string, request: WebhookRequest): InboundBatch | null;
}

/**
 * Delivery of a service that knows one address for all accounts: who operates Wokfow enters it there, and each account is subscribed.
 */
export interface Inlet {
  /** What is to be ticked at the service beside the address, in its words. */
  readonly fields: readonly string[];
  /**
   * Has the service deliver what comes in for this account; may be called again and again. Also the proof of the connection, and that what
   * was entered at the service leads to `address`, which is ours.
   */
  subscribe(connection: Connection, address: string, signal: AbortSignal): Promise<ProbeResult>;
  /** Ends that. */
  unsubscribe(connection: Connection, signal: AbortSignal): Promise<ProbeResult>;
  /** What to answer the service that wants to know whether the address is ours; null when it does not prove itself. */
  greet(query: Readonly<Record<string, string | undefined>>): string | null;
  /** Checks the proof of a delivery in constant time and sorts what came by account, as it came; null when the proof is missing or false. */
  open(request: WebhookRequest): ReadonlyMap<string, readonly unknown[]> | null;
  /** Reads what came for one account, and when. Takes any JSON values and never throws. */
  read(accountId: string, events: readonly unknown[], cameAt: Date): readonly InboundUpdate[];
}

/** One kind of outside service. Everything that differs between kinds stands behind this; outside of its folder no code names a kind. */
export interface Adapter {
  readonly kind: ChannelKind;
  readonly capabilities: ChannelCapabilities;
  /** How fast the service lets us send: per second and account, and milliseconds between two messages of one chat. */
  readonly pace: {
    readonly perSecond: number;
    readonly chatIntervalMilliseconds: number;
    /** Of a guarded kind: milliseconds between two messages of an account, chosen at random, instead of the usual ones. */
    readonly gaps?: { readonly least: number; readonly most: number };
  };
  readonly connecting: Connecting;
  /** Null for a service that never delivers to an address of a single account. */
  readonly webhook: WebhookSide | null;
  /** Null for a service that knows no address common to all accounts. */
  readonly inlet: Inlet | null;
  /** Null for each that the service cannot do. */
  readonly abilities: { readonly [Name in keyof Abilities]: Abilities[Name] | null };
  /** Chooses the id of a message before it is sent; null where the service does that. */
  readonly chooseId: (() => string) | null;
  /** Asks the service now whether the connection works, and whether it delivers to our webhook and nowhere else (null: nowhere). */
  probe(connection: Connection, webhook: Webhook | null, signal: AbortSignal): Promise<ProbeResult>;
  /** Receives, by asking or over an open connection, until the signal says stop. Returns only then; troubles are reported and retried inside. */
  receive(connection: Connection, hooks: ConnectionHooks): Promise<void>;
  /** Hands one message over. Never throws: every failure is an outcome. */
  send(connection: Connection, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Opens the bytes behind the `source` of an inbound file. Rejects with `FileGone` when the service no longer has it. */
  openFile(connection: Connection, source: unknown, signal: AbortSignal): Promise<Readable>;
  /** Opens the customer's picture, null when there is none. */
  openAvatar(connection: Connection, identityExternalId: string, signal: AbortSignal): Promise<Readable | null>;
}

/** The outside service says that it does not have this file, or will never hand it out; `message` is a sentence for people. */
export class FileGone extends Error {}
