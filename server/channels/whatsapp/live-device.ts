import type { WASocket } from "baileys";
import type { Connection } from "#server/channels/adapter.ts";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import type { OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";
import type { SentPayloads } from "#server/channels/whatsapp/send/sent-payloads.ts";
import type { WhatsAppTimes } from "#server/channels/whatsapp/times.ts";
import type { Context } from "#server/context.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { Log } from "#server/platform/log/log.ts";

/**
 * A linked device whose socket runs in this process and is logged in. Frames that leave through the socket wait by themselves until
 * everything they rest on is stored, so nobody has to think of keys.
 */
export interface LiveDevice {
  readonly connection: Connection;
  readonly context: Context;
  readonly log: Log;
  readonly times: WhatsAppTimes;
  readonly files: FileStore;
  /** What goes out over it, kept for those who ask for it again. */
  readonly payloads: SentPayloads;
  readonly baileys: Baileys;
  readonly sock: WASocket;
  readonly me: OwnAccount;
  /** Aborted when this socket ends, for whatever reason. What was written then and not acknowledged may or may not have arrived. */
  readonly ended: AbortSignal;
  /** Resolves once everything that the device has learned by now is stored; rejects when it could not be. */
  stored(): Promise<void>;
  /** Hands updates over behind all that came before. They are in no journal: what is lost with the process must not matter. */
  hand(updates: readonly InboundUpdate[]): void;
}

/** The device of a channel, null while it is not logged in here. */
export type FindDevice = (channelId: string) => LiveDevice | null;
