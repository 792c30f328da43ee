import { onTestFinished, vi } from "vitest";
import { type Channel, connectChannel, listChannels } from "#contract/channels.ts";
import { alertRoutes } from "#server/alerts/routes.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { type RunningChannels, startChannels } from "#server/channels/running/run-channels.ts";
import type { RunningTimes } from "#server/channels/running/running-times.ts";
import { telegramAdapter } from "#server/channels/telegram/telegram-adapter.ts";
import { type TelegramTimes, usualTimes } from "#server/channels/telegram/times.ts";
import type { Context } from "#server/context.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { type SimulatedBot, startTelegram } from "#simulators/telegram/start-telegram.ts";

/** Pauses and polls are short, so that tests are; how long an answer is waited for is the product's, as the machine may be busy. */
const quickCalls: TelegramTimes = {
  ...usualTimes,
  pollSeconds: 1,
  grace: 3_000,
  firstPause: 20,
  longestPause: 100,
  refusedPause: 100,
  calm: 4_000,
};
const quickRuns: RunningTimes = { look: 100, lease: 3_000, ask: 100, retry: 50, report: 50, alerts: 50 };

/** The channels of a workspace or two over real HTTP, on a real database, with a Telegram that runs here. */
export interface ChannelRooms {
  readonly rooms: Rooms;
  readonly telegram: Awaited<ReturnType<typeof startTelegram>>;
  readonly shop: SimulatedBot;
  readonly workspaceId: string;
  readonly owner: TestClient;
  readonly context: Context;
  /** Makes this server reachable for webhooks from now on, or no longer; what runs must be started anew. */
  setPublic(isPublic: boolean): void;
  /** The parts of one process among several. */
  parts(): ChannelParts;
  /** Runs the channels as one process would. */
  run(parts?: ChannelParts): RunningChannels;
  connect(bot?: SimulatedBot): Promise<Channel>;
  /** The only channel as the owner sees it now. */
  channel(): Promise<Channel>;
}

/** Waits until a check holds, with patience for a machine that is busy with other tests. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 30_000 });
}

/** Opens the rooms for one test; everything ends with it. */
export async function openChannels(): Promise<ChannelRooms> {
  const telegram = await startTelegram({ webhookRetry: { firstMs: 20, maxMs: 100 } });
  const config: { publicUrl: string | undefined } = { publicUrl: undefined };
  const adapters = { ...testAdapters(telegram.url), telegram: telegramAdapter(telegram.url, quickCalls) };
  const services = { config, adapters, secrets: secretBox("c4".repeat(32)), log: createLog("error") };
  const parts = (): ChannelParts => ({ ...services, ...groundOf(() => rooms), membership: { id: newId() } });
  const rooms = await openRooms([...channelRoutes(lazily(parts)), ...alertRoutes({ mail: null })]);
  const workspaceId = await rooms.addWorkspace();
  const owner = await rooms.addMember(workspaceId, "owner");
  const shop = telegram.createBot({ username: "ortiz_shop_bot", name: "Ortiz Shop" });
  const running: RunningChannels[] = [];
  onTestFinished(async () => {
    await Promise.all(running.map((one) => one.stop()));
    await telegram.close();
    await rooms.close();
  });
  return {
    ...{ rooms, telegram, shop, workspaceId, owner, parts },
    context: rooms.contextOf(workspaceId),
    setPublic(isPublic) {
      config.publicUrl = isPublic ? owner.address : undefined;
    },
    run(given = parts()) {
      const started = startChannels(given, quickRuns);
      running.push(started);
      return started;
    },
    connect: (bot = shop) =>
      owner.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } }),
    async channel() {
      const [first] = (await owner.ok(listChannels)).items;
      if (!first) throw new Error("There is no channel.");
      return first;
    },
  };
}

function groundOf(rooms: () => Rooms) {
  const { clock, contextOf } = rooms();
  const { database, events } = contextOf(newId());
  return { clock, contextOf, database, events };
}

/** Routes are made before the rooms that their parts come from. */
export function lazily(parts: () => ChannelParts): ChannelParts {
  let made: ChannelParts | undefined;
  const get = () => {
    made ??= parts();
    return made;
  };
  return {
    get config() {
      return get().config;
    },
    get adapters() {
      return get().adapters;
    },
    get secrets() {
      return get().secrets;
    },
    get clock() {
      return get().clock;
    },
    get log() {
      return get().log;
    },
    get events() {
      return get().events;
    },
    get database() {
      return get().database;
    },
    get membership() {
      return get().membership;
    },
    contextOf: (workspaceId) => get().contextOf(workspaceId),
  };
}
