import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { type LinkEvent, linkChannel, linkEvent } from "#contract/channel-links.ts";
import { listChannels } from "#contract/channels.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { SimulatedPhone, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** A simulated phone that a workspace has linked. */
export interface LinkedPhone {
  readonly phone: SimulatedPhone;
  readonly channelId: string;
}

const patienceMilliseconds = 120_000;

/** Links the phone of a number by scanning the code as a person would; resolves when its channel is connected. */
export async function linkPhone(
  whatsapp: WhatsAppSimulator,
  person: TestClient,
  { number, name }: { number: string; name: string },
): Promise<LinkedPhone> {
  const phone = whatsapp.phone({ number, name });
  const channelId = await scanOnce(phone, await askForCodes(person));
  await untilConnected(person, [channelId]);
  return { phone, channelId };
}

/** Resolves when all these channels are CONNECTED. */
export async function untilConnected(person: TestClient, channelIds: readonly string[]): Promise<void> {
  const deadline = performance.now() + patienceMilliseconds;
  for (;;) {
    const { items } = await person.ok(listChannels);
    const off = items.filter(({ id, status }) => channelIds.includes(id) && status !== "CONNECTED");
    if (off.length === 0) return;
    if (performance.now() > deadline)
      throw new Error(
        `Still ${off.map(({ status, reason }) => `${status} ${reason}`).join(", ")} after ${patienceMilliseconds / 1000} s.`,
      );
    await pause(20);
  }
}

async function askForCodes(person: TestClient): Promise<AsyncIterable<LinkEvent>> {
  const response = await person.fetch(`/api/v1${linkChannel.path}`, {
    method: linkChannel.method,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "whatsapp" }),
    signal: AbortSignal.timeout(patienceMilliseconds),
  });
  if (!response.ok || !response.body) throw new Error(`No codes: ${response.status} ${await response.text()}`);
  return readEvents(response.body);
}

async function* readEvents(body: ReadableStream<Uint8Array>): AsyncIterable<LinkEvent> {
  for await (const line of createInterface({ input: Readable.from(body) })) {
    if (line.trim()) yield linkEvent.parse(JSON.parse(line));
  }
}

async function scanOnce(phone: SimulatedPhone, events: AsyncIterable<LinkEvent>): Promise<string> {
  let scanned: Promise<unknown> | undefined;
  for await (const event of events) {
    if (event.kind === "qr") scanned ??= phone.scan(event.code);
    if (event.kind === "failed") throw new Error(`The phone was not linked: ${event.reason}`);
    if (event.kind !== "linked") continue;
    await scanned;
    return event.channelId;
  }
  throw new Error("The codes ended, and the phone was not linked.");
}
