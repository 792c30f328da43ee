import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { facebookEnv } from "#server/testing/facebook-of.ts";
import { freePort } from "#server/testing/free-port.ts";
import { TestClient } from "#server/testing/test-client.ts";
import type { MessengerSimulator, SimulatedApp } from "#simulators/messenger/start-messenger.ts";
import type { TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import type { WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import type { OwnPostgres } from "../stage/make-cluster.ts";
import { type ServerSlot, serverSlot } from "../stage/server-slot.ts";
import type { ServerEnv } from "../stage/start-server.ts";
import type { Scale } from "./scale.ts";

/** What all rows share: one PostgreSQL, one of each outside service, and how much is asked for. */
export interface Stage {
  readonly cluster: OwnPostgres;
  readonly telegram: TelegramSimulator;
  readonly whatsapp: WhatsAppSimulator;
  readonly messenger: MessengerSimulator;
  readonly scale: Scale;
}

/** Wokfow on a database of its own, with one workspace. */
export interface House {
  readonly servers: readonly [ServerSlot, ...ServerSlot[]];
  /** The workspace's Owner, signed in at the first server. */
  readonly person: TestClient;
  /** The same person at the second server. */
  at(server: ServerSlot): TestClient;
  /** The app through which pages come to this house. */
  readonly app: SimulatedApp;
  /** Sees past every wall, for what no API shows. */
  readonly owner: Pool;
  /** Sentences about servers that ended without being killed. */
  fallen(): string[];
  close(): Promise<void>;
}

/** Opens a house for one row. `servers` processes share the work; Telegram delivers to the first. `apart`: on two machines, it seems. */
export async function openHouse(
  stage: Stage,
  name: string,
  { servers = 1, apart = false, env = {} as ServerEnv } = {},
): Promise<House> {
  const folder = mkdtempSync(join(tmpdir(), "wokfow-crash-"));
  const databaseUrl = await stage.cluster.createDatabase(`crash_${name}`);
  const ports = await Promise.all(Array.from({ length: servers }, freePort));
  const app = stage.messenger.app({ name });
  const common: ServerEnv = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    TELEGRAM_API_ROOT: stage.telegram.url,
    WHATSAPP_WEB_URL: stage.whatsapp.webSocketUrl,
    WHATSAPP_ROOT_KEY: stage.whatsapp.rootKey,
    ...facebookEnv(stage.messenger, app, "open-sesame"),
    PUBLIC_URL: `http://127.0.0.1:${ports[0]}`,
    SIGN_UP: "open",
    LOG_LEVEL: "silent",
    ...env,
  };
  const slots = ports.map((port, index) => serverSlot(port, common, { elsewhere: apart && index > 0 }));
  const [first, ...others] = slots;
  if (!first) throw new Error("A house needs at least one server.");
  await Promise.all(slots.map((slot) => slot.start()));
  const person = new TestClient(first.address);
  await person.signUp();
  const owner = new Pool({ connectionString: databaseUrl, max: 2 });
  owner.on("error", () => undefined);
  return {
    servers: [first, ...others],
    person,
    at: (server) => sameAt(person, server),
    app,
    owner,
    fallen: () => slots.flatMap((slot) => slot.fallen),
    async close() {
      await Promise.all(slots.map((slot) => slot.kill()));
      await owner.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function sameAt(person: TestClient, { address }: ServerSlot): TestClient {
  const same = new TestClient(address);
  for (const [name, value] of person.cookies) same.cookies.set(name, value);
  return same;
}
