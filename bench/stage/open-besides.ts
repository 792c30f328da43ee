import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { TestClient } from "#server/testing/test-client.ts";
import type { WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { makeCluster } from "./make-cluster.ts";
import type { Child } from "./start-child.ts";
import { startServer } from "./start-server.ts";

/** A server with an empty workspace beside the filled one, for what begins with nothing. */
export interface Besides {
  readonly server: Child;
  /** The process whose children are PostgreSQL's. */
  readonly postgres: number;
  /** The workspace's Owner, signed in. */
  readonly person: TestClient;
  /** Sees past every wall. */
  readonly owner: Pool;
  close(): Promise<void>;
}

/** Starts a durable PostgreSQL and a server whose WhatsApp is the simulated one. */
export async function openBesides(whatsapp: WhatsAppSimulator): Promise<Besides> {
  const cluster = await makeCluster();
  const folder = mkdtempSync(join(tmpdir(), "wokfow-bench-"));
  const databaseUrl = await cluster.createDatabase("besides");
  const server = await startServer({
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    PORT: "0",
    LOG_LEVEL: "warn",
    WHATSAPP_WEB_URL: whatsapp.webSocketUrl,
    WHATSAPP_ROOT_KEY: whatsapp.rootKey,
  });
  const person = new TestClient(server.address);
  await person.signUp();
  const owner = new Pool({ connectionString: databaseUrl, max: 2 });
  return {
    ...{ server, person, owner, postgres: cluster.pid },
    async close() {
      await server.kill();
      await owner.end();
      await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
