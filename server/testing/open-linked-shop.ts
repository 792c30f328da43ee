import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import type { Adapters } from "#server/channels/adapters.ts";
import { startChannels } from "#server/channels/running/run-channels.ts";
import { usualTimes, type WhatsAppTimes } from "#server/channels/whatsapp/times.ts";
import { whatsappAdapter } from "#server/channels/whatsapp/whatsapp-adapter.ts";
import { type Context, query, read } from "#server/context.ts";
import { conversationJobs } from "#server/conversations/jobs.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { mediaJobs } from "#server/media/jobs.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { joinAsWorker } from "#server/testing/join-as-worker.ts";
import { linkAtDesk } from "#server/testing/link-at-desk.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { type SimulatedPhone, startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** A company whose phone is linked, with a web process that holds no line, and the processes that `start` adds. */
export interface LinkedShop {
  readonly rooms: Rooms;
  readonly whatsapp: WhatsAppSimulator;
  readonly phone: SimulatedPhone;
  readonly context: Context;
  readonly owner: TestClient & { memberId: string };
  readonly channelId: string;
  /** Starts a process that holds lines and works off jobs; answers the way to stop it. */
  start(): Promise<() => Promise<void>>;
  /** Somebody who has written to the shop, and their conversation. */
  customer(name: string): Promise<{ readonly phone: SimulatedPhone; readonly conversationId: string }>;
  /** Shows a code, which the company's phone scans. */
  linkAgain(): Promise<string>;
  close(): Promise<void>;
}

const quickTimes: WhatsAppTimes = {
  ...usualTimes,
  acknowledge: 3_000,
  firstPause: 50,
  longestPause: 500,
};
const quickRuns = { look: 100, lease: 10_000, ask: 500, retry: 100, report: 50, alerts: 60_000 };
const log = createLog(process.env.LOG_LEVEL ?? "silent");
let lastNumber = 34_600_000_000;

/** Opens the shop and links its phone. Nothing holds its line until a process is started. */
export async function openLinkedShop(): Promise<LinkedShop> {
  const whatsapp = await startWhatsApp();
  const folder = mkdtempSync(join(tmpdir(), "wokfow-shop-"));
  const secrets = secretBox("ab".repeat(32));
  const files = diskFileStore(folder);
  const config = {
    telegramApiRoot: "http://127.0.0.1:1",
    whatsappWebUrl: whatsapp.webSocketUrl,
    whatsappRootKey: whatsapp.rootKey,
    facebook: noFacebook,
  };
  const contextOf = (workspaceId: string) => rooms.contextOf(workspaceId);
  const adaptersOf = (membership: { id: string }): Adapters => {
    const parts = { config, files, secrets, log, membership, contextOf };
    const adapter = whatsappAdapter(parts, quickTimes);
    return { ...testAdapters(), whatsapp: { ...adapter, pace: { ...adapter.pace, gaps: { least: 0, most: 0 } } } };
  };
  const adapters = adaptersOf({ id: newId() });
  const rooms: Rooms = await openRooms([...conversationRoutes({ adapters, secrets }), ...mediaRoutes({ files })]);
  const context = contextOf(await rooms.addWorkspace());
  const owner = await rooms.addMember(context.workspaceId);
  const phone = whatsapp.phone({ number: nextNumber(), name: "Ortiz Shop" });
  const channelParts = (membership: { id: string }, given: Adapters) => ({
    ...{ secrets, log, contextOf, membership, adapters: given, clock: rooms.clock },
    config: { publicUrl: undefined },
    ...{ events: context.events, database: context.database },
  });
  const linkPhone = () => linkAtDesk(channelParts({ id: newId() }, adapters), context, phone);
  const channelId = await linkPhone();

  async function start() {
    const worker = await joinAsWorker(rooms, log);
    const own = adaptersOf(worker.membership);
    const media = { adapters: own, files, secrets };
    await worker.workOff([...conversationJobs({ ...media, log }), ...mediaJobs(media)]);
    const channels = startChannels(channelParts(worker.membership, own), quickRuns);
    return async () => {
      await channels.stop();
      await worker.stop();
    };
  }

  return {
    ...{ rooms, whatsapp, phone, context, owner, channelId, start, linkAgain: linkPhone },
    async customer(name) {
      const customer = whatsapp.phone({ number: nextNumber(), name });
      customer.write(phone, "Hello");
      return { phone: customer, conversationId: await conversationWith(context, customer) };
    },
    async close() {
      await rooms.close();
      await whatsapp.close();
      rmSync(folder, { recursive: true });
    },
  };
}

/** The conversation with somebody who has written. */
export function conversationWith(context: Context, { lid }: SimulatedPhone): Promise<string> {
  const byChat = query.selectFrom("conversations").select("id").where("external_id", "=", lid);
  return vi.waitFor(
    async () => {
      const [row] = await read(context, byChat);
      if (!row) throw new Error("There is no conversation with this customer.");
      return row.id;
    },
    { timeout: 30_000, interval: 20 },
  );
}

function nextNumber(): string {
  lastNumber += 1;
  return String(lastNumber);
}
