import type { WASocket } from "baileys";
import { baileysLog } from "#server/channels/whatsapp/baileys/baileys-log.ts";
import type { Baileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import type { DeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import { type Envelopes, repositoryThatKeeps } from "#server/channels/whatsapp/line/keep-messages.ts";
import { uploadAgent } from "#server/channels/whatsapp/media/upload-agent.ts";
import { isGroup } from "#server/channels/whatsapp/parse/read-addresses.ts";
import { answerAgain } from "#server/channels/whatsapp/send/answer-again.ts";
import type { SentPayloads } from "#server/channels/whatsapp/send/sent-payloads.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";
import type { Log } from "#server/platform/log/log.ts";

/** What the socket of a device rests on. */
export interface SocketGround {
  readonly parts: WhatsAppParts;
  readonly baileys: Baileys;
  readonly store: DeviceStore;
  readonly envelopes: Envelopes;
  readonly payloads: SentPayloads;
  readonly log: Log;
}

const queryMilliseconds = 20_000;

/** Opens a socket for a device. It connects by itself; whoever wants to hold its frames must do so before anything else happens. */
export function openSocket({ parts, baileys, store, envelopes, payloads, log }: SocketGround): WASocket {
  const { whatsappWebUrl } = parts.config;
  const fetchAgent = uploadAgent(whatsappWebUrl);
  const sock: WASocket = baileys.makeWASocket({
    auth: { creds: store.creds, keys: store.keys },
    waWebSocketUrl: whatsappWebUrl,
    logger: baileysLog(log),
    // The watch keeps this time, and whoever holds the frames answers for each at once. Baileys would begin a timer and write down a
    // trace for each frame that it sends.
    connectTimeoutMs: 0,
    defaultQueryTimeoutMs: queryMilliseconds,
    makeSignalRepository: repositoryThatKeeps(baileys, store, envelopes),
    getMessage: answerAgain(payloads, () => sock),
    shouldIgnoreJid: isGroup,
    // The phone is silent while another device counts as online, and people shall still hear it.
    markOnlineOnConnect: false,
    emitOwnEvents: false,
    syncFullHistory: false,
    // A commit that fails has been tried again for seconds already.
    transactionOpts: { maxCommitRetries: 1, delayBetweenTriesMs: 0 },
    ...(fetchAgent && { fetchAgent }),
  });
  sock.ev.on("creds.update", () => store.credsChanged());
  return sock;
}
