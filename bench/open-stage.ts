import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { readSession } from "#contract/session.ts";
import { freePort } from "#server/testing/free-port.ts";
import { TestClient } from "#server/testing/test-client.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";
import type { Effort } from "./measure.ts";
import { type Size, seedWorkspace } from "./seed.ts";
import { type ConnectedBot, connectBot } from "./stage/connect-bot.ts";
import { makeCluster } from "./stage/make-cluster.ts";
import { type Child, startChild } from "./stage/start-child.ts";
import { type ServerEnv, startServer } from "./stage/start-server.ts";

/** What all cases share: a server with a filled workspace, and everything around it, each in a process of its own. */
export interface Stage {
  readonly effort: Effort;
  readonly size: Size;
  readonly telegram: TelegramSimulator;
  /** The settings that the server runs with. */
  readonly env: ServerEnv;
  readonly server: Child;
  /** The bare routes on the same database. */
  readonly limit: Child;
  /** The process whose children are PostgreSQL's. */
  readonly postgres: number;
  /** The workspace's Owner, signed in. */
  readonly person: TestClient;
  readonly identity: { readonly workspaceId: string; readonly personId: string; readonly memberId: string };
  /** The bot whose conversations are seeded; it is delivered to. */
  readonly bot: ConnectedBot;
  /** Sees past every wall. */
  readonly owner: Pool;
  close(): Promise<void>;
}

/** Makes a durable PostgreSQL, starts the server on it, and fills a workspace. */
export async function openStage(effort: Effort, size: Size): Promise<Stage> {
  const cluster = await makeCluster();
  const folder = mkdtempSync(join(tmpdir(), "wokfow-bench-"));
  const telegram = await startTelegram();
  const databaseUrl = await cluster.createDatabase("bench");
  const port = await freePort();
  const env: ServerEnv = {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    TELEGRAM_API_ROOT: telegram.url,
    PORT: String(port),
    PUBLIC_URL: `http://127.0.0.1:${port}`,
    LOG_LEVEL: "warn",
  };
  const server = await startServer(env);
  const person = new TestClient(server.address);
  await person.signUp();
  const bot = await connectBot(telegram, person, "bench");
  const owner = new Pool({ connectionString: databaseUrl, max: 2 });
  const identity = await identify(person, owner);
  await seedWorkspace(owner, identity.workspaceId, bot.channelId, size);
  const script = join(import.meta.dirname, "limits/serve-limit.ts");
  const limit = await startChild({ script, args: [databaseUrl, identity.workspaceId] });
  return {
    ...{ effort, size, telegram, env, server, limit, person, identity, bot, owner, postgres: cluster.pid },
    async close() {
      await Promise.all([server.kill(), limit.kill()]);
      await owner.end();
      await telegram.close();
      await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function identify(person: TestClient, owner: Pool): Promise<Stage["identity"]> {
  const { session } = await person.ok(readSession);
  const { rows } = await owner.query<{ workspace_id: string; person_id: string; id: string }>(
    "select workspace_id, person_id, id from members where workspace_id = $1",
    [session?.workspace.id],
  );
  const [row] = rows;
  if (!row) throw new Error("Nobody is signed in.");
  return { workspaceId: row.workspace_id, personId: row.person_id, memberId: row.id };
}

/** The headers with which a browser of this person calls. */
export function headersOf(person: TestClient): Record<string, string> {
  return { cookie: [...person.cookies].map((pair) => pair.join("=")).join("; ") };
}
