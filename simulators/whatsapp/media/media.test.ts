import { Agent } from "node:https";
import {
  DEFAULT_CONNECTION_CONFIG,
  decodeMediaRetryNode,
  decryptMediaRetryData,
  downloadContentFromMessage,
  encryptMediaRetryRequest,
  generateWAMessageContent,
  getWAUploadToServer,
  type MediaType,
  proto,
} from "baileys";
import fc from "fast-check";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { answerMediaRetry } from "./answer-retry.ts";
import { composeMedia, viewOnce } from "./compose-media.ts";
import { decryptMedia, encryptMedia } from "./encrypt-media.ts";
import type { MediaKind } from "./kinds.ts";
import { type MediaHost, startMediaHost } from "./media-host.ts";
import { carrierOf, openMedia } from "./open-media.ts";
import { sampleMedia } from "./samples.ts";

const now = new Date("2026-03-02T10:00:00Z");
const kinds: [MediaKind, MediaType][] = [
  ["image", "image"],
  ["video", "video"],
  ["voice", "audio"],
  ["audio", "audio"],
  ["document", "document"],
  ["sticker", "sticker"],
];
const logger = pino({ level: "silent" });

test.each(kinds)("Baileys opens the %s that a phone sends", async (kind, type) => {
  const host = await mediaHost();
  const sample = await sampleMedia(kind);
  const message = composeMedia(host, kind, sample, now);
  expect(await downloadedByBaileys(message, type)).toEqual(sample.bytes);
  expect(openMedia(host, message)).toMatchObject({ kind, bytes: sample.bytes });
});

test("Baileys uploads over https, and the phone opens it", async () => {
  const host = await mediaHost();
  const { bytes } = await sampleMedia("voice");
  const content = await generateWAMessageContent(
    { audio: bytes, ptt: true, seconds: 4 },
    { upload: uploadTo(host), logger },
  );
  expect(openMedia(host, content)).toMatchObject({ kind: "voice", bytes, seconds: 4 });
  expect(host.requests).toMatchObject([{ method: "POST", status: 200 }]);
});

test("an upload without the right word, or with other bytes than announced, is refused", async () => {
  const host = await mediaHost();
  const { bytes } = await sampleMedia("document");
  const upload = uploadTo({ hostname: host.hostname, auth: "guessed" });
  const content = { document: bytes, mimetype: "application/pdf" };
  await expect(generateWAMessageContent(content, { upload, logger })).rejects.toThrow("Media upload failed");
  const hash = "A".repeat(43);
  const address = `http://${host.hostname}/mms/image/${hash}?auth=${host.auth}&token=${hash}`;
  expect((await fetch(address, { method: "POST", body: "other" })).status).toBe(400);
});

test("a file that is gone comes back when the phone is asked for it", async () => {
  const host = await mediaHost();
  const sample = await sampleMedia("image");
  const message = composeMedia(host, "image", sample, now);
  const opened = openMedia(host, message);
  if (!opened) throw new Error("The message carries no file.");
  host.expireAll(410);
  await expect(downloadedByBaileys(message, "image")).rejects.toThrow();
  const key = { id: "3EB0AA", remoteJid: "491701234567@s.whatsapp.net", fromMe: false };
  const receipt = await encryptMediaRetryRequest(key, opened.mediaKey, "4930111222:3@s.whatsapp.net");
  const again = () => ({ mediaKey: opened.mediaKey, directPath: host.store(host.find(opened.place) ?? Buffer.of()) });
  const answer = decodeMediaRetryNode(answerMediaRetry(receipt, again, now));
  if (!answer.media) throw new Error("The phone answered with an error.");
  const told = await decryptMediaRetryData(answer.media, opened.mediaKey, key.id);
  expect(told.result).toBe(proto.MediaRetryNotification.ResultType.SUCCESS);
  const url = host.urlOf(told.directPath ?? "");
  expect(await downloadedByBaileys({ imageMessage: { ...message.imageMessage, url } }, "image")).toEqual(sample.bytes);
});

test("a phone that has no such message says so", async () => {
  const key = { id: "3EB0BB", remoteJid: "491701234567@s.whatsapp.net", fromMe: false };
  const receipt = await encryptMediaRetryRequest(key, Buffer.alloc(32, 7), "4930111222:3@s.whatsapp.net");
  const answer = decodeMediaRetryNode(answerMediaRetry(receipt, () => undefined, now));
  expect(answer.error).toMatchObject({ output: { statusCode: 404 } });
});

test("a view-once picture is still found in its envelope", async () => {
  const host = await mediaHost();
  const message = viewOnce(composeMedia(host, "image", await sampleMedia("image"), now));
  expect(openMedia(host, message)).toMatchObject({ kind: "image", viewOnce: true });
});

test("every file comes out as it went in, and no changed byte passes", () => {
  const file = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
  fc.assert(
    fc.property(file, fc.nat(), (bytes, place) => {
      const { body, mediaKey } = encryptMedia(bytes, "document");
      expect(decryptMedia(body, "document", mediaKey)).toEqual(bytes);
      const changed = Buffer.from(body);
      changed[place % body.length] = (changed[place % body.length] ?? 0) ^ 1;
      expect(() => decryptMedia(changed, "document", mediaKey)).toThrow("does not fit the key");
    }),
  );
});

async function mediaHost(): Promise<MediaHost> {
  const host = await startMediaHost({ now });
  onTestFinished(() => host.close());
  return host;
}

/** Baileys' own upload; nothing is set but the agent that trusts a certificate made here. */
function uploadTo({ hostname, auth }: Pick<MediaHost, "hostname" | "auth">) {
  const fetchAgent = new Agent({ rejectUnauthorized: false });
  onTestFinished(() => fetchAgent.destroy());
  const connection = { hosts: [{ hostname, maxContentLengthBytes: 1e8 }], auth, ttl: 300, fetchDate: now };
  return getWAUploadToServer({ ...DEFAULT_CONNECTION_CONFIG, fetchAgent, logger }, async () => connection);
}

async function downloadedByBaileys(message: proto.IMessage, type: MediaType): Promise<Buffer> {
  const carrier = carrierOf(message)?.carrier;
  if (!carrier?.url || !carrier.mediaKey) throw new Error("The message carries no file.");
  const chunks: Buffer[] = [];
  for await (const chunk of await downloadContentFromMessage({ url: carrier.url, mediaKey: carrier.mediaKey }, type))
    chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
