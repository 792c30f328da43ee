import type { AuthenticationCreds, BinaryNode, WASocket } from "baileys";
import type { LinkFailure } from "#contract/channel-links.ts";
import type { LinkHooks, LinkOutcome, LinkRequest } from "#server/channels/connecting.ts";
import { baileysLog } from "#server/channels/whatsapp/baileys/baileys-log.ts";
import { type Baileys, loadBaileys } from "#server/channels/whatsapp/baileys/load-baileys.ts";
import { linkFailureOf } from "#server/channels/whatsapp/link/link-failure.ts";
import { type MemoryKeys, memoryKeys } from "#server/channels/whatsapp/link/memory-keys.ts";
import { pairDevice } from "#server/channels/whatsapp/link/pair-device.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

/** How long a link waits, in milliseconds. */
export interface LinkTimes {
  /** For a scan of the first code, and of each later one: as long as WhatsApp takes them. */
  readonly firstCode: number;
  readonly laterCode: number;
  /** For the server's first word. */
  readonly answer: number;
  /** For the server to say, once the phone has been told, that the device shall log in. */
  readonly confirm: number;
}

/** What holds outside of tests. */
export const usualLinkTimes: LinkTimes = { firstCode: 60_000, laterCode: 20_000, answer: 15_000, confirm: 8_000 };

type LinkParts = Pick<WhatsAppParts, "config" | "secrets">;

/** A link that is under way. */
export interface PhoneLink {
  readonly baileys: Baileys;
  readonly sock: WASocket;
  readonly creds: AuthenticationCreds;
  readonly keys: MemoryKeys;
  readonly parts: LinkParts;
  readonly request: LinkRequest;
  readonly hooks: LinkHooks;
  readonly times: LinkTimes;
  /** Says what becomes of the link, perhaps later. Only the first word counts: once a phone has answered, what comes of that. */
  end(outcome: LinkOutcome | Promise<LinkOutcome>): void;
}

/**
 * Links this server to a phone: shows codes until one is used, and keeps the device before the phone hears that it is linked. Until
 * then its keys are in memory only. The socket is closed, or closing, when this resolves; never throws.
 */
export async function linkPhone(
  parts: LinkParts,
  request: LinkRequest,
  hooks: LinkHooks,
  times: LinkTimes = usualLinkTimes,
): Promise<LinkOutcome> {
  const baileys = await loadBaileys(parts.config.whatsappRootKey);
  if (hooks.signal.aborted) return { outcome: "cancelled" };
  const { promise, resolve: end } = Promise.withResolvers<LinkOutcome>();
  const creds = baileys.initAuthCreds();
  const keys = memoryKeys();
  const sock = baileys.makeWASocket({
    auth: { creds, keys },
    waWebSocketUrl: parts.config.whatsappWebUrl,
    logger: baileysLog(hooks.log),
    connectTimeoutMs: times.answer,
    ...(times.laterCode !== usualLinkTimes.laterCode && { qrTimeout: times.laterCode }),
  });
  const link: PhoneLink = { baileys, sock, creds, keys, parts, request, hooks, times, end };
  const cancel = () => end({ outcome: "cancelled" });
  hooks.signal.addEventListener("abort", cancel);
  const patience = setTimeout(() => fail(link, sock.ws.isConnecting ? "unreachable" : "silent"), times.answer);
  watchEnds(
    link,
    showCodes(link, () => clearTimeout(patience)),
  );
  pairDevice(link);
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    hooks.signal.removeEventListener("abort", cancel);
    void sock.end(undefined);
  }
}

/** Shows each code as Baileys comes to it. Answers whether the server has spoken, which it can only once it has proven who it is. */
function showCodes(link: PhoneLink, onFirst: () => void): () => boolean {
  const { baileys, sock, request, hooks, times } = link;
  let shown = 0;
  let references = 0;
  sock.ws.on("CB:iq,type:set,pair-device", (stanza: BinaryNode) => {
    references = baileys.getBinaryNodeChildren(baileys.getBinaryNodeChild(stanza, "pair-device"), "ref").length;
  });
  sock.ev.on("connection.update", ({ qr }) => {
    if (!qr) return;
    shown += 1;
    if (shown === 1) onFirst();
    const lifetimeMilliseconds = shown === 1 ? times.firstCode : times.laterCode;
    if (request.phoneNumber === null) hooks.show({ kind: "qr", code: qr, lifetimeMilliseconds });
    else if (shown === 1) void askForPairingCode(link, request.phoneNumber, references);
  });
  return () => references > 0;
}

/** The phone of this number is asked to enter a code. It holds as long as the references of the codes that nobody is shown. */
async function askForPairingCode(link: PhoneLink, phoneNumber: string, references: number): Promise<void> {
  const { sock, hooks, times } = link;
  try {
    const code = await sock.requestPairingCode(phoneNumber);
    const lifetimeMilliseconds = times.firstCode + Math.max(0, references - 1) * times.laterCode;
    hooks.show({ kind: "pairing_code", code: `${code.slice(0, 4)}-${code.slice(4)}`, lifetimeMilliseconds });
  } catch {
    fail(link, "service_error");
  }
}

/** Ends the link when its socket does. An answer to the upgrade that is none makes no event of Baileys. */
function watchEnds(link: PhoneLink, isProven: () => boolean): void {
  const { sock } = link;
  sock.ws.on("unexpected-response", () => fail(link, "service_error"));
  sock.ev.on("connection.update", ({ connection, lastDisconnect }) => {
    if (connection === "close") fail(link, linkFailureOf(lastDisconnect?.error, { proven: isProven() }));
  });
}

function fail({ end }: PhoneLink, reason: LinkFailure): void {
  end({ outcome: "failed", reason });
}
