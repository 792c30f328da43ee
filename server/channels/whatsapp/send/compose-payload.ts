import { randomBytes } from "node:crypto";
import type { AnyMediaMessageContent, proto } from "baileys";
import type { OutboundMessage } from "#server/channels/adapter.ts";
import { baileysLog } from "#server/channels/whatsapp/baileys/baileys-log.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";
import { loadSharp } from "#server/platform/files/load-sharp.ts";

type File = NonNullable<OutboundMessage["file"]>;

/** Our own file store could not give out the file of a message. */
export class FileMissing extends Error {}

const previewPixels = 72;
const mostPixels = 100_000_000;
const loudnesses = 64;

/**
 * Writes a message as WhatsApp's own; a file is encrypted and uploaded on the way. A preview of links is not made: it would have this
 * server open whatever address somebody writes.
 */
export async function composePayload(device: LiveDevice, message: OutboundMessage): Promise<proto.IMessage> {
  const { text, file } = message;
  const payload = file ? await uploadMedia(device, text, file) : { extendedTextMessage: { text } };
  quote(device, payload, message);
  return { ...payload, messageContextInfo: { messageSecret: randomBytes(32) } };
}

async function uploadMedia(device: LiveDevice, text: string, file: File): Promise<proto.IMessage> {
  const { baileys, sock, log, times } = device;
  const content = await describe(text, file);
  const media = await baileys.prepareWAMessageMedia(content, {
    upload: sock.waUploadToServer,
    mediaUploadTimeoutMs: times.acknowledgeFile,
    logger: baileysLog(log),
  });
  if (media.videoMessage) media.videoMessage.jpegThumbnail = null;
  if (media.audioMessage) media.audioMessage.waveform = loudnessOf(file);
  return media;
}

/** What is known of the file is told, so that Baileys need not look into it; it would call other programs for that. */
async function describe(text: string, file: File): Promise<AnyMediaMessageContent> {
  const caption = text === "" ? {} : { caption: text };
  const size = file.width && file.height ? { width: file.width, height: file.height } : {};
  const preview = file.kind === "photo" ? await makePreview(file) : "";
  const media = { stream: await open(file) };
  switch (file.kind) {
    case "photo":
      return { image: media, mimetype: file.type, jpegThumbnail: preview, ...size, ...caption };
    case "video":
      return { video: media, mimetype: file.type, jpegThumbnail: preview, ...size, ...caption, ...seconds(file) };
    case "voice":
      return { audio: media, ptt: true, mimetype: file.type, ...seconds(file, 1) };
    case "document":
      return { document: media, mimetype: file.type, fileName: file.name, ...caption };
  }
}

async function open(file: File) {
  try {
    return await file.open();
  } catch {
    throw new FileMissing();
  }
}

/** A picture of a few hundred bytes in base64, shown until the photo is there; empty where none can be made. */
async function makePreview(file: File): Promise<string> {
  const source = await open(file);
  const sharp = await loadSharp();
  const scale = sharp({ limitInputPixels: mostPixels })
    .rotate()
    .resize(previewPixels, previewPixels, { fit: "inside" })
    .jpeg({ quality: 50 });
  source.on("error", (error) => scale.destroy(error));
  try {
    return (await source.pipe(scale).toBuffer()).toString("base64");
  } catch {
    return "";
  } finally {
    source.destroy();
  }
}

function seconds({ seconds: known }: File, least = 0): { seconds?: number } {
  return known === null ? { seconds: least } : { seconds: Math.max(least, Math.round(known)) };
}

function loudnessOf({ waveform }: File): Uint8Array {
  return Uint8Array.from({ length: loudnesses }, (_, index) => {
    return waveform?.[Math.floor((index * waveform.length) / loudnesses)] ?? 0;
  });
}

/** WhatsApp finds what is answered by its id; its text is for phones that have it no more. */
function quote({ baileys, me }: LiveDevice, payload: proto.IMessage, { chatId, replyTo }: OutboundMessage): void {
  if (!replyTo) return;
  const own = baileys.isLidUser(chatId) && me.lid ? me.lid : me.id;
  const contextInfo = {
    stanzaId: replyTo.externalId,
    participant: baileys.jidNormalizedUser(replyTo.isOurs ? own : chatId),
    quotedMessage: { conversation: replyTo.text },
  };
  for (const part of Object.values(payload)) {
    if (typeof part === "object" && part !== null) Object.assign(part, { contextInfo });
  }
}
