import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished, vi } from "vitest";
import { type Channel, listChannels } from "#contract/channels.ts";
import { alertRoutes } from "#server/alerts/routes.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { type RunningChannels, startChannels } from "#server/channels/running/run-channels.ts";
import type { RunningTimes } from "#server/channels/running/running-times.ts";
import { usualTimes, type WhatsAppTimes } from "#server/channels/whatsapp/times.ts";
import { whatsappAdapter } from "#server/channels/whatsapp/whatsapp-adapter.ts";
import type { Context } from "#server/context.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { linkAtDesk } from "#server/testing/link-at-desk.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { lazily } from "#server/testing/open-channels.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { type SimulatedPhone, startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** Pauses are short, so that tests are; how long something is waited for is the product's, as the machine may be busy. */
const quickTimes: WhatsAppTimes = {
  ...usualTimes,
  ask: 300,
  firstPause: 20,
  longestPause: 200,
  replacedPause: 400,
  calm: 400,
  refusedPause: 300,
  commitPause: 50,
};
const quickRuns: RunningTimes = { look: 100, lease: 10_000, ask: 100, retry: 50, report: 50, alerts: 50 };

/** A workspace with a WhatsApp that runs here, over real HTTP and on a real database. */
export interface DeviceRooms {
  readonly rooms: Rooms;
  readonly whatsapp: WhatsAppSimulator;
  /** The company's phone, and a customer's. */
  readonly shop: SimulatedPhone;
  readonly ana: SimulatedPhone;
  readonly owner: TestClient;
  readonly context: Context;
  /** The parts of one process among several. */
  parts(): ChannelParts;
  /** Links the company's phone, or another one; returns the identifier of its channel. */
  link(phone?: SimulatedPhone): Promise<string>;
  /** Runs the channels as one process would. */
  run(parts?: ChannelParts): RunningChannels;
  /** The only channel as the owner sees it now. */
  channel(): Promise<Channel>;
}

/** Opens the rooms for one test; everything ends with it. */
export async function openDevices(times: Partial<WhatsAppTimes> = {}): Promise<DeviceRooms> {
  const whatsapp = await startWhatsApp();
  const folder = mkdtempSync(join(tmpdir(), "wokfow-devices-"));
  const shared = { secrets: secretBox("c4".repeat(32)), log: createLog("error"), files: diskFileStore(folder) };
  const config = {
    publicUrl: undefined,
    telegramApiRoot: "http://127.0.0.1:1",
    whatsappWebUrl: whatsapp.webSocketUrl,
    whatsappRootKey: whatsapp.rootKey,
    facebook: noFacebook,
  };
  const parts = (): ChannelParts => {
    const ground = { ...shared, config, ...groundOf(rooms), membership: { id: newId() } };
    const adapter = whatsappAdapter(ground, { ...quickTimes, ...times });
    return { ...ground, adapters: { ...testAdapters(), whatsapp: adapter } };
  };
  const rooms: Rooms = await openRooms([...channelRoutes(lazily(parts)), ...alertRoutes({ mail: null })]);
  const workspaceId = await rooms.addWorkspace();
  const owner = await rooms.addMember(workspaceId, "owner");
  const context = rooms.contextOf(workspaceId);
  const shop = whatsapp.phone({ number: "+34 600 111 222", name: "Ortiz Shop" });
  const ana = whatsapp.phone({ number: "+34 611 222 333", name: "Ana Ruiz" });
  const running: RunningChannels[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await whatsapp.close();
    await rooms.close();
    rmSync(folder, { recursive: true });
  });
  return {
    ...{ rooms, whatsapp, shop, ana, owner, context, parts },
    link: (phone = shop) => linkAtDesk(parts(), context, phone),
    run(given = parts()) {
      const started = startChannels(given, quickRuns);
      running.push(started);
      return started;
    },
    async channel() {
      const [first] = (await owner.ok(listChannels)).items;
      if (!first) throw new Error("There is no channel.");
      return first;
    },
  };
}

/** Waits until a check holds, with patience for a machine that is busy with other tests. */
export function inTime<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000, interval: 20 });
}

function groundOf(rooms: Rooms) {
  const { clock, contextOf } = rooms;
  const { database, events } = contextOf(newId());
  return { clock, contextOf, database, events };
}
