import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { vi } from "vitest";
import { type Channel, type ChannelKind, listChannels } from "#contract/channels.ts";
import { alertRoutes } from "#server/alerts/routes.ts";
import { auditRoutes } from "#server/audit/routes.ts";
import { type Adapters, createAdapters } from "#server/channels/adapters.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { channelJobs } from "#server/channels/jobs.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { startChannels } from "#server/channels/running/run-channels.ts";
import type { RunningTimes } from "#server/channels/running/running-times.ts";
import type { Context } from "#server/context.ts";
import { conversationJobs } from "#server/conversations/jobs.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { guardRoutes } from "#server/guards/routes.ts";
import { mediaJobs } from "#server/media/jobs.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { type SecretBox, secretBox } from "#server/platform/secrets/seal.ts";
import { joinAsWorker } from "#server/testing/join-as-worker.ts";
import { lazily } from "#server/testing/open-channels.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { outsideMessenger } from "#server/testing/outside/messenger.ts";
import type { Outside, OutsideAccount } from "#server/testing/outside/outside.ts";
import { outsideTelegram } from "#server/testing/outside/telegram.ts";
import { outsideWhatsApp } from "#server/testing/outside/whatsapp.ts";
import type { TestClient } from "#server/testing/test-client.ts";

/** How each kind of outside service is played. */
const outsides: Readonly<Record<ChannelKind, (now: () => Date) => Promise<Outside>>> = {
  telegram: outsideTelegram,
  whatsapp: outsideWhatsApp,
  messenger: outsideMessenger,
};

/** A process that holds lines and works off jobs. */
export interface HouseProcess {
  readonly id: string;
  /** Ends it in order. */
  stop(): Promise<void>;
  /** Ends it from one moment to the next: it stores nothing more, gives nothing back, and the database learns that it is gone. */
  kill(): Promise<void>;
}

/** Companies with accounts of one kind, over real HTTP, on a real database, and with an outside service that runs here. */
export interface ConformanceHouse {
  readonly outside: Outside;
  readonly rooms: Rooms;
  /** The first company, and who owns it. */
  readonly context: Context;
  readonly owner: Member;
  /** What seals secrets here. */
  readonly box: SecretBox;
  /** All that was logged and all that was answered to members so far. */
  readonly said: { readonly log: readonly string[]; readonly answers: readonly string[] };
  /** Somebody who owns a company of their own. */
  addCompany(): Promise<Member>;
  /** Starts a process; without one nothing is received or sent. */
  start(): Promise<HouseProcess>;
  /** Connects an account for the first company. */
  connect(account: OutsideAccount): Promise<string>;
  /** A channel as the owner sees it now. */
  channel(channelId: string): Promise<Channel>;
  close(): Promise<void>;
}

type Member = TestClient & { memberId: string };

const quickRuns: RunningTimes = { look: 200, lease: 6_000, ask: 500, retry: 100, report: 50, alerts: 200 };

/** `delivered`: services that can deliver to a public address do so; else only those that know no other way. */
interface HouseOptions {
  readonly delivered?: boolean;
}

/** Opens the house for one kind. Nothing runs until a process is started. */
export async function openHouse(
  kind: ChannelKind,
  { delivered = false }: HouseOptions = {},
): Promise<ConformanceHouse> {
  const clock = movableClock();
  const outside = await outsides[kind](() => clock.now());
  const folder = mkdtempSync(join(tmpdir(), "wokfow-conformance-"));
  const said = { log: [] as string[], answers: [] as string[] };
  const log = createLog("debug", { write: (line: string) => void said.log.push(line) });
  const config: { publicUrl: string | undefined } = { publicUrl: undefined };
  const shared = { config, log, secrets: secretBox("c4".repeat(32)), files: diskFileStore(folder) };
  const partsOf = (membership: { id: string }, contextOf = (id: string) => rooms.contextOf(id)) => {
    const { database, events } = rooms.contextOf(newId());
    const adapters = adaptersOf(outside, { ...shared, membership, contextOf });
    return { ...shared, adapters, membership, contextOf, clock, database, events };
  };
  const web = lazily(() => partsOf({ id: newId() }));
  const rooms: Rooms = await openRooms(routesOf(web, shared.files), { log, clock });
  const addCompany = async () => rememberAnswers(await rooms.addMember(await rooms.addWorkspace()), said.answers);
  const workspaceId = await rooms.addWorkspace();
  const owner = rememberAnswers(await rooms.addMember(workspaceId), said.answers);
  if (delivered || web.adapters[kind].inlet) config.publicUrl = owner.address;
  await outside.meet(owner.address);
  const processes = new Set<HouseProcess>();
  return {
    ...{ outside, rooms, context: rooms.contextOf(workspaceId), owner, box: shared.secrets, said, addCompany },
    async start() {
      const started = await startProcess(rooms, partsOf, shared.files);
      processes.add(started);
      return started;
    },
    async connect(account) {
      const connected = await account.connect(owner);
      if ("refused" in connected) throw new Error(`The account was not connected: ${connected.refused}.`);
      return connected.channelId;
    },
    async channel(channelId) {
      const found = (await owner.ok(listChannels)).items.find(({ id }) => id === channelId);
      if (!found) throw new Error("There is no such channel.");
      return found;
    },
    async close() {
      for (const one of processes) await one.stop();
      await outside.close();
      await rooms.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

type Shared = Pick<ChannelParts, "config" | "log" | "secrets"> & { files: ReturnType<typeof diskFileStore> };
type PartsOf = (membership: { id: string }, contextOf?: (id: string) => Context) => ChannelParts;

function adaptersOf(
  outside: Outside,
  given: Shared & { membership: { id: string }; contextOf: (id: string) => Context },
): Adapters {
  const parts = { ...given, config: outside.settings };
  return { ...createAdapters(parts), [outside.kind]: outside.adapter(parts) };
}

function routesOf(parts: ChannelParts, files: Shared["files"]) {
  return [
    ...channelRoutes(parts),
    ...conversationRoutes(parts),
    ...mediaRoutes({ files }),
    ...alertRoutes({ mail: null }),
    ...auditRoutes(),
    ...guardRoutes(),
  ];
}

async function startProcess(rooms: Rooms, partsOf: PartsOf, files: Shared["files"]): Promise<HouseProcess> {
  let isAlive = true;
  const contextOf = (id: string) => (isAlive ? rooms.contextOf(id) : dead());
  const worker = await joinAsWorker({ ...rooms, contextOf });
  const parts = partsOf(worker.membership, contextOf);
  const given = { ...parts, files };
  await worker.workOff([...channelJobs(given), ...conversationJobs(given), ...mediaJobs(given)]);
  const channels = startChannels(parts, quickRuns);
  let stopped: Promise<void> | undefined;
  const stop = async () => {
    await channels.stop();
    await worker.stop();
  };
  return {
    id: worker.membership.id,
    stop() {
      stopped ??= stop();
      return stopped;
    },
    async kill() {
      isAlive = false;
      // Its connection to the database breaks, as that of a process that is killed does.
      await worker.stop();
    },
  };
}

function dead(): never {
  throw new Error("This process is dead.");
}

function rememberAnswers(member: Member, answers: string[]): Member {
  const ask = member.fetch.bind(member);
  member.fetch = async (path, init) => {
    const answered = await ask(path, init);
    const headers = JSON.stringify([...answered.headers]);
    answers.push(`${path} ${headers} ${await answered.clone().text()}`);
    return answered;
  };
  return member;
}

/** Waits until a check holds, with patience for a machine that is busy with other tests. */
export function inTime<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 90_000, interval: 50 });
}
