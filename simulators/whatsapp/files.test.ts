import { Agent } from "node:https";
import { downloadMediaMessage, type WAMessage } from "baileys";
import { expect, onTestFinished, test, vi } from "vitest";
import { type Client, linkedClient, PATIENCE, setUp } from "./harness.ts";
import { sampleMedia } from "./media/samples.ts";

test("a linked client opens every kind of file that a customer sends", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const samples = {
    image: await sampleMedia("image"),
    video: await sampleMedia("video"),
    voice: await sampleMedia("voice"),
    document: await sampleMedia("document"),
    sticker: await sampleMedia("sticker"),
  };
  ana.sendImage(shop, { ...samples.image, caption: "This one" });
  ana.sendVideo(shop, samples.video);
  ana.sendVoice(shop, samples.voice);
  ana.sendDocument(shop, { ...samples.document, caption: "The order" });
  ana.sendSticker(shop, samples.sticker);
  const came = await received(client, 5);
  const files = await Promise.all(came.map((message) => downloadMediaMessage(message, "buffer", {})));
  expect(files).toEqual(Object.values(samples).map(({ bytes }) => bytes));
  expect(came[2]?.message?.audioMessage).toMatchObject({ ptt: true, seconds: 4 });
});

test("the phone opens what a linked client has uploaded", async () => {
  const { whatsapp, shop, ana } = await setUp();
  // A certificate that is made at start is trusted by nobody unless told.
  const fetchAgent = new Agent({ rejectUnauthorized: false });
  onTestFinished(() => fetchAgent.destroy());
  const client = await linkedClient(whatsapp, shop, { fetchAgent });
  const { bytes } = await sampleMedia("image");
  await client.socket.sendMessage(ana.jid, { image: bytes, caption: "Here it is" });
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(1), PATIENCE);
  expect(ana.thread(shop)[0]).toMatchObject({ kind: "image", text: "Here it is", media: { bytes } });
});

test("a client asks for a file that is gone, and the phone puts it back", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const sample = await sampleMedia("image");
  ana.sendImage(shop, sample);
  const [message] = await received(client, 1);
  if (!message) throw new Error("Nothing came.");
  whatsapp.media.expireAll(410);
  await expect(downloadMediaMessage(message, "buffer", {})).rejects.toThrow("Failed to fetch");
  const updated = await client.socket.updateMediaMessage(message);
  const { directPath } = updated.message?.imageMessage ?? {};
  const url = whatsapp.media.urlOf(directPath ?? "");
  const again = { ...updated, message: { imageMessage: { ...updated.message?.imageMessage, directPath: null, url } } };
  expect(await downloadMediaMessage(again, "buffer", {})).toEqual(sample.bytes);
});

async function received(client: Client, count: number): Promise<WAMessage[]> {
  const came = () => client.messages.filter(({ key, message }) => !key.fromMe && message);
  await vi.waitFor(() => expect(came()).toHaveLength(count), PATIENCE);
  return came();
}
