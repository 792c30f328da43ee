import { Readable } from "node:stream";
import type { ChannelCapabilities } from "#contract/channels.ts";
import type { Adapter, Connection, SendOutcome } from "#server/channels/adapter.ts";
import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import { throughLines } from "#server/channels/lines/through-lines.ts";
import { catchStrays } from "#server/channels/whatsapp/baileys/catch-strays.ts";
import { fetchHistory } from "#server/channels/whatsapp/fetch-history.ts";
import { markRead } from "#server/channels/whatsapp/gestures/mark-read.ts";
import { react } from "#server/channels/whatsapp/gestures/react.ts";
import { showTyping } from "#server/channels/whatsapp/gestures/show-typing.ts";
import { probeLine } from "#server/channels/whatsapp/line/probe-line.ts";
import { unlink } from "#server/channels/whatsapp/link/unlink.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { liveDevices } from "#server/channels/whatsapp/live-devices.ts";
import { lookUpNumber } from "#server/channels/whatsapp/look-up-number.ts";
import { openFile } from "#server/channels/whatsapp/media/open-file.ts";
import { readPicture } from "#server/channels/whatsapp/media/read-picture.ts";
import { renewFile } from "#server/channels/whatsapp/media/renew-file.ts";
import { chooseId } from "#server/channels/whatsapp/send/choose-id.ts";
import { sendMessage } from "#server/channels/whatsapp/send/send-message.ts";
import { usualTimes, type WhatsAppTimes } from "#server/channels/whatsapp/times.ts";
import type { WhatsAppParts } from "#server/channels/whatsapp/whatsapp-parts.ts";

const megabyte = 1024 * 1024;

/** What a linked phone can send: faq.whatsapp.com/1310063182921718 (files), and what WhatsApp Web itself refuses. */
export const whatsappCapabilities: ChannelCapabilities = {
  connectedBy: "link",
  text: { maxLength: 65_536 },
  caption: { maxLength: 1024 },
  photo: { maxBytes: 16 * megabyte },
  document: { maxBytes: 100 * megabyte },
  video: { maxBytes: 64 * megabyte },
  voice: { maxBytes: 16 * megabyte },
  reply: true,
  reaction: true,
  presence: true,
  firstContact: true,
  guarded: true,
  answering: null,
};

const awayMilliseconds = 2_000;
const away = { outcome: "failed", reason: "unreachable" } as const;

/** WhatsApp through phones that were linked to this server, over Baileys. What only an open connection can do goes through its line. */
export function whatsappAdapter(given: AdapterParts, times: WhatsAppTimes = usualTimes): Adapter {
  const parts = { ...given, times };
  const adapter = throughLines(adapterHere(parts), parts);
  const { renewFile } = adapter.abilities;
  return {
    ...adapter,
    openFile: (connection, source, signal) => openFile(parts, renewFile, connection, source, signal),
  };
}

/** The same for lines whose connection is open in this process. */
function adapterHere(parts: WhatsAppParts): Adapter {
  const devices = liveDevices();
  const withDevice: WithDevice = (connection, work, otherwise) => {
    const device = devices.find(connection.channelId);
    return device ? work(device) : Promise.resolve(otherwise);
  };
  return {
    kind: "whatsapp",
    capabilities: whatsappCapabilities,
    pace: { perSecond: 1, chatIntervalMilliseconds: 1000 },
    connecting: {
      by: "link",
      async link(request, hooks) {
        catchStrays(parts.log);
        return (await linkPhone()).linkPhone(parts, request, hooks);
      },
      async settle(connection, receive, signal) {
        await (await settleJournal()).settleJournal(parts, connection, receive, signal);
      },
    },
    webhook: null,
    inlet: null,
    abilities: abilitiesOf(withDevice),
    chooseId,
    probe(connection, _webhook, signal) {
      // Who asks has perhaps just mended it, and shall not wait for the next attempt, which can be minutes away.
      devices.rouse(connection.channelId);
      return withDevice(connection, (device) => probeLine(device, signal), away);
    },
    async receive(connection, hooks) {
      catchStrays(parts.log);
      await (await keepLine()).keepLine(parts, devices, connection, hooks);
    },
    send: (connection, message, signal) =>
      withDevice<SendOutcome>(connection, (device) => sendMessage(device, message, signal), {
        outcome: "retry",
        afterMilliseconds: awayMilliseconds,
        scope: "channel",
      }),
    openFile: (connection, source, signal) => openFile(parts, null, connection, source, signal),
    async openAvatar(connection, chatId, signal) {
      const bytes = await withDevice(
        connection,
        (device) => readPicture(device, parts.config.whatsappWebUrl, chatId, signal),
        null,
      );
      return bytes && Readable.from([bytes]);
    },
  };
}

// The protocol takes memory, which a server without a linked phone keeps.
const linkPhone = () => import("#server/channels/whatsapp/link/link-phone.ts");
const keepLine = () => import("#server/channels/whatsapp/line/keep-line.ts");
const settleJournal = () => import("#server/channels/whatsapp/line/settle-journal.ts");

type WithDevice = <Answer>(
  connection: Connection,
  work: (device: LiveDevice) => Promise<Answer>,
  otherwise: Answer,
) => Promise<Answer>;

function abilitiesOf(withDevice: WithDevice): Adapter["abilities"] {
  return {
    lookUp: (connection, phone, signal) =>
      withDevice(connection, (device) => lookUpNumber(device, phone, signal), away),
    react: (connection, reaction, signal) => withDevice(connection, (device) => react(device, reaction, signal), away),
    showTyping: (connection, chatId, isTyping, signal) =>
      withDevice(connection, (device) => showTyping(device, chatId, isTyping, signal), away),
    markRead: (connection, chatId, externalIds, signal) =>
      withDevice(connection, (device) => markRead(device, chatId, externalIds, signal), away),
    fetchHistory: (connection, signal) => withDevice(connection, (device) => fetchHistory(device, signal), away),
    unlink: (connection, signal) => withDevice(connection, (device) => unlink(device, signal), away),
    readProfile: null,
    renewFile: (connection, source, signal) =>
      withDevice(connection, (device) => renewFile(device, source, signal), away),
    findSent: null,
  };
}
