import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Adapter } from "#server/channels/adapter.ts";
import { conversationJobs } from "#server/conversations/jobs.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { guardRoutes } from "#server/guards/routes.ts";
import { notificationRoutes } from "#server/notifications/routes.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";
import { guardedKind } from "#server/testing/add-channel.ts";
import { joinAsWorker, type Worker } from "#server/testing/join-as-worker.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import { seededRandom } from "#simulators/shared/random.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** What the outside service does to guarded accounts besides delivering; a test changes it. */
export interface Moods {
  /** For how many milliseconds it asks the account to wait, once. */
  asked: number;
  /** It lets the account write to nobody. */
  forbidden: boolean;
}

/** Rooms with two that work off jobs, and know nothing of each other but what the database tells. */
export interface Guarded {
  readonly rooms: Rooms;
  readonly telegram: TelegramSimulator;
  readonly moods: Moods;
  close(): Promise<void>;
}

/**
 * Opens rooms in which messages of guarded channels leave. What leaves and when is the same for every guarded kind, so here they leave
 * by a service that can be counted upon, with gaps of `least` to `most` milliseconds.
 */
export async function openGuarded(secrets: SecretBox, gaps: { least: number; most: number }): Promise<Guarded> {
  const moods: Moods = { asked: 0, forbidden: false };
  const telegram = await startTelegram();
  const all = testAdapters(telegram.url);
  const { send, pace } = all.telegram;
  const guarded = { ...all[guardedKind], send: inMood(moods, send), pace: { ...pace, gaps }, chooseId: null };
  const adapters = { ...all, [guardedKind]: guarded };
  const rooms = await openRooms([
    ...conversationRoutes({ adapters, secrets }),
    ...guardRoutes(),
    ...notificationRoutes(),
  ]);
  const folder = mkdtempSync(join(tmpdir(), "wokfow-files-"));
  const parts = { adapters, files: diskFileStore(folder), secrets, random: seededRandom(2_026) };
  const workers = [await startWorker(rooms, parts), await startWorker(rooms, parts)];
  return {
    rooms,
    telegram,
    moods,
    async close() {
      for (const worker of workers) await worker.stop();
      await rooms.close();
      await telegram.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function inMood(moods: Moods, send: Adapter["send"]): Adapter["send"] {
  return async (...given) => {
    if (moods.forbidden) return { outcome: "refused", reason: "not_allowed", detail: null };
    if (moods.asked === 0) return send(...given);
    const afterMilliseconds = moods.asked;
    moods.asked = 0;
    return { outcome: "retry", afterMilliseconds, scope: "channel" };
  };
}

async function startWorker(rooms: Rooms, parts: Omit<Parameters<typeof conversationJobs>[0], "log">): Promise<Worker> {
  const worker = await joinAsWorker(rooms);
  await worker.workOff(conversationJobs({ ...parts, log: createLog("fatal") }));
  return worker;
}
