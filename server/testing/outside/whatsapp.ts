import { keyKinds } from "#server/channels/whatsapp/device/changes.ts";
import { loadDevice } from "#server/channels/whatsapp/device/load-device.ts";
import { sealDevice } from "#server/channels/whatsapp/device/seal-device.ts";
import { usualTimes } from "#server/channels/whatsapp/times.ts";
import { whatsappAdapter } from "#server/channels/whatsapp/whatsapp-adapter.ts";
import { query, read } from "#server/context.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { openLink } from "#server/testing/open-link.ts";
import { buildDoor } from "#server/testing/outside/door.ts";
import type { Connected, Outside, OutsideAccount, OutsideCustomer, Sealed } from "#server/testing/outside/outside.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import { sampleMedia } from "#simulators/whatsapp/media/samples.ts";
import { type SimulatedPhone, startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

const quickTimes = {
  ...usualTimes,
  ask: 1_000,
  answer: 4_000,
  connect: 4_000,
  firstPause: 50,
  longestPause: 500,
  refusedPause: 300,
};

// The keys of Signal have 32 bytes, some of WhatsApp's own fewer.
const leastBytes = 16;

/** WhatsApp with its phones. */
export async function outsideWhatsApp(now: () => Date): Promise<Outside> {
  const whatsapp = await startWhatsApp({ clock: now });
  const address = new URL(whatsapp.webSocketUrl);
  const door = await buildDoor(Number(address.port));
  address.port = String(door.port);
  const phones = new Map<OutsideAccount, SimulatedPhone>();
  const phoneOf = (account: OutsideAccount) => {
    const phone = phones.get(account);
    if (!phone) throw new Error("This is no phone.");
    return phone;
  };
  let numbers = 34_600_000_000;
  const phoneOfNext = (name: string) => whatsapp.phone({ number: String(++numbers), name });
  return {
    kind: "whatsapp",
    settings: {
      telegramApiRoot: "http://127.0.0.1:1",
      whatsappWebUrl: address.href,
      whatsappRootKey: whatsapp.rootKey,
      facebook: noFacebook,
    },
    door,
    adapter(parts) {
      const adapter = whatsappAdapter(parts, quickTimes);
      // What is held back for the account's sake is tested where it is done.
      return { ...adapter, pace: { ...adapter.pace, gaps: { least: 0, most: 0 } } };
    },
    async meet() {},
    account(name) {
      const phone = phoneOfNext(name);
      const account = accountOf(whatsapp, phone);
      phones.set(account, phone);
      return account;
    },
    customer: (name) => customerOf(phoneOfNext(name), phoneOf),
    // Whoever is not there is told when they are back.
    holdBack: () => () => undefined,
    deliverTwice: (how) =>
      whatsapp.faults.add({ kind: "duplicate", how: how === "rewritten" ? "encrypted again" : "same bytes" }),
    secrets: () => [],
    async close() {
      await door.close();
      await whatsapp.close();
    },
  };
}

function accountOf(whatsapp: WhatsAppSimulator, phone: SimulatedPhone): OutsideAccount {
  const { faults, stanzas } = whatsapp;
  const { number } = phone;
  return {
    name: phone.name,
    connect: (client) => link(client, phone),
    async renew(client, channelId) {
      const linked = await link(client, phone, channelId);
      if ("refused" in linked) throw new Error(`The phone was not linked again: ${linked.refused}.`);
    },
    revoke: () => phone.logOut(),
    whenRevoked: "logged_out",
    questions: () => stanzas.filter((stanza) => stanza.number === number && stanza.attrs.xmlns === "w:p").length,
    asksItself: true,
    silence: () => faults.add({ kind: "silent", stage: "open", number }),
    slow: (ms) => faults.add({ kind: "slow", ms, number }),
    limit: () => ({ seconds: 60, off: faults.add({ kind: "refuse message", code: 429, number }) }),
    isServed: () => phone.devices().length > 0,
    secrets: keysOf,
  };
}

/** All keys of the linked device, sessions and one-time prekeys too, in base64 and in hex. */
async function keysOf({ context, box, channelId }: Sealed): Promise<string[]> {
  const byChannel = query.selectFrom("channel_leases").select("holder").where("channel_id", "=", channelId);
  const [lease] = await read(context, byChannel);
  const seal = sealDevice(box, channelId);
  const device = await loadDevice(context, seal, { channelId, holder: lease?.holder ?? "" });
  if (typeof device === "string") throw new Error(device);
  const stored = await read(
    context,
    query.selectFrom("device_keys").select(["kind", "id", "sealed"]).where("channel_id", "=", channelId),
  );
  const opened = keyKinds.flatMap((kind) =>
    stored.filter((row) => row.kind === kind).map(({ id, sealed }) => seal.openKey(kind, id, sealed)),
  );
  if (opened.length < stored.length) throw new Error("There are keys of a kind that is not known.");
  return [device.creds, ...opened].flatMap(bytesIn).flatMap((key) => [key.toString("hex"), key.toString("base64")]);
}

/** All bytes that may be a key, however deep they are and whether or not they are written in base64. */
function bytesIn(value: unknown): Buffer[] {
  if (value instanceof Uint8Array) return value.length < leastBytes ? [] : [Buffer.from(value)];
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(bytesIn);
  const bytes = typeof value === "string" ? Buffer.from(value, "base64") : null;
  return bytes && bytes.length >= leastBytes && bytes.toString("base64") === value ? [bytes] : [];
}

async function link(client: TestClient, phone: SimulatedPhone, channelId?: string): Promise<Connected> {
  const opened = await openLink(client, { kind: "whatsapp", ...(channelId && { channelId }) });
  const { code } = await opened.until("qr");
  // A phone whose link is refused says so too; why, the stream tells.
  await phone.scan(code).catch(() => undefined);
  const end = await waitFor(() => opened.heard.find(({ kind }) => kind === "linked" || kind === "failed"), 120_000);
  if (end.kind === "linked") return { channelId: end.channelId };
  return { refused: end.kind === "failed" ? end.reason : end.kind };
}

function customerOf(phone: SimulatedPhone, phoneOf: (account: OutsideAccount) => SimulatedPhone): OutsideCustomer {
  const letters = (from: OutsideAccount) => phone.thread(phoneOf(from));
  return {
    write: (to, text, replyTo) => phone.write(phoneOf(to), text, replyTo === undefined ? {} : { replyTo }),
    send: {
      text: async (to) => phone.write(phoneOf(to), "Good morning"),
      photo: async (to) => phone.sendImage(phoneOf(to), await sampleMedia("image")),
      video: async (to) => phone.sendVideo(phoneOf(to), await sampleMedia("video")),
      voice: async (to) => phone.sendVoice(phoneOf(to), await sampleMedia("voice")),
      audio: async (to) => phone.sendAudio(phoneOf(to), await sampleMedia("audio")),
      document: async (to) => phone.sendDocument(phoneOf(to), await sampleMedia("document")),
      sticker: async (to) => phone.sendSticker(phoneOf(to), await sampleMedia("sticker")),
      location: async (to) => phone.sendLocation(phoneOf(to), { latitude: 52.52, longitude: 13.405 }),
      contacts: async (to) => phone.sendContact(phoneOf(to), { name: "Omar", number: "+49 151 00000002" }),
    },
    edit: (to, id, text) => void phone.edit(phoneOf(to), id, text),
    remove: (to, id) => void phone.revoke(phoneOf(to), id),
    react: (to, id, emoji) => void phone.react(phoneOf(to), id, emoji),
    heard: (from) =>
      letters(from)
        .filter(({ fromMe }) => !fromMe)
        .map(({ kind, text, quotedId }) => ({
          kind: kind === "image" ? "photo" : kind,
          text,
          answers: letters(from).find(({ id }) => id === quotedId)?.text ?? null,
        })),
    reactions: (from, id) => [
      ...(letters(from)
        .find((letter) => letter.id === id)
        ?.reactions.values() ?? []),
    ],
    // Who is blocked there is not told, and a number that has left has no phone that could show it.
    leave: null,
    whenGone: "not_on_service",
  };
}
