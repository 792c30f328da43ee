import type { Readable } from "node:stream";
import type { ChannelCapabilities, ChannelKind, ChannelReason } from "#contract/channels.ts";
import type { RefusalReason } from "#contract/messages.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import type { Log } from "#server/platform/log/log.ts";

/** A connected account as an adapter sees it: whose it is and the opened credentials. */
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

/** What identifying credentials came to. */
export type Identification =
  | { readonly outcome: "accepted"; readonly accountId: string; readonly account: string; readonly name: string }
  | { readonly outcome: "refused"; readonly reason: "malformed_token" | "token_refused" | "unreachable" };

/** What a probe found: evidence in words with its duration, or why the channel is not connected. */
export type ProbeResult =
  | { readonly outcome: "connected"; readonly milliseconds: number; readonly summary: string }
  | { readonly outcome: "failed"; readonly reason: ChannelReason; readonly retryAfter?: number };

/** What an adapter is asked to hand over. `caption` rules apply when there is a file. Ids are those of the outside service. */
export interface OutboundMessage {
  readonly chatId: string;
  readonly text: string;
  readonly file: {
    readonly kind: "photo" | "document";
    readonly name: string;
    readonly type: string;
    open(): Promise<Readable>;
  } | null;
  readonly replyToExternalId: string | null;
}

/**
 * What became of a message handed over. `refused` is final. `retry` is safe to repeat: the service certainly did not take it.
 * `unknown`: it may have. `disconnected`: the channel itself is in trouble, and the message waits.
 */
export type SendOutcome =
  | { readonly outcome: "sent"; readonly externalId: string; readonly sequence: number; readonly sentAt: Date }
  | { readonly outcome: "refused"; readonly reason: RefusalReason; readonly detail: string | null }
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
}

/** A webhook request as it came. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** One kind of outside service. Everything that differs between kinds stands behind this; outside of its folder no code names a kind. */
export interface Adapter {
  readonly kind: ChannelKind;
  readonly capabilities: ChannelCapabilities;
  /** How fast the service lets us send: per second and account, and milliseconds between two messages of one chat. */
  readonly pace: { readonly perSecond: number; readonly chatIntervalMilliseconds: number };
  /** Asks the service whose credentials these are. */
  identify(token: string, signal: AbortSignal): Promise<Identification>;
  /** Asks the service now whether the connection works, and whether it delivers to our webhook and nowhere else (null: nowhere). */
  probe(connection: Connection, webhook: Webhook | null, signal: AbortSignal): Promise<ProbeResult>;
  /** Receives by asking until the signal says stop. Returns only then; troubles are reported and retried inside. */
  poll(connection: Connection, hooks: ConnectionHooks): Promise<void>;
  /**
   * Has the service deliver to our webhook; may be called again and again. Delivery to another address is left
   * alone and reported as `other_poller`, unless `takeOver` says that a person has just chosen this Wokfow.
   */
  openWebhook(connection: Connection, webhook: Webhook, takeOver: boolean, signal: AbortSignal): Promise<ProbeResult>;
  /** Ends delivery, so that polling or another program can take over. Waiting updates stay waiting. */
  closeWebhook(connection: Connection, signal: AbortSignal): Promise<ProbeResult>;
  /** Checks the proof of a delivery in constant time and reads it; null when the proof is missing or false. */
  readWebhook(secret: string, request: WebhookRequest): InboundBatch | null;
  /** Hands one message over. Never throws: every failure is an outcome. */
  send(connection: Connection, message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>;
  /** Opens the bytes behind the `source` of an inbound file. Rejects with `FileGone` when the service no longer has it. */
  openFile(connection: Connection, source: unknown, signal: AbortSignal): Promise<Readable>;
  /** Opens the customer's picture, null when there is none. */
  openAvatar(connection: Connection, identityExternalId: string, signal: AbortSignal): Promise<Readable | null>;
}

/** The outside service says that it does not have this file, or will never hand it out; `message` is a sentence for people. */
export class FileGone extends Error {}
