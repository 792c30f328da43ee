import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool } from "pg";
import { freePort } from "#server/testing/free-port.ts";
import { TestClient } from "#server/testing/test-client.ts";
import type { WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";
import { makeCluster } from "./make-cluster.ts";
import { type ServerSlot, serverSlot } from "./server-slot.ts";

/** A server with an empty workspace beside the filled one, for what begins with nothing. */
export interface Besides {
  readonly server: ServerSlot;
  /** The process whose children are PostgreSQL's. */
  readonly postgres: number;
  /** The workspace's Owner, signed in. */
  readonly person: TestClient;
  /** How many messages are committed, of whatever workspace. */
  stored(): Promise<number>;
  close(): Promise<void>;
}

/** Starts a durable PostgreSQL and a server whose WhatsApp is the simulated one. */
export async function openBesides(whatsapp: WhatsAppSimulator): Promise<Besides> {
  const cluster = await makeCluster();
  const folder = mkdtempSync(join(tmpdir(), "wokfow-bench-"));
  const databaseUrl = await cluster.createDatabase("besides");
  const server = serverSlot(await freePort(), {
    DATABASE_URL: databaseUrl,
    DATA_DIR: folder,
    LOG_LEVEL: "warn",
    WHATSAPP_WEB_URL: whatsapp.webSocketUrl,
    WHATSAPP_ROOT_KEY: whatsapp.rootKey,
  });
  await server.start();
  const person = new TestClient(server.address);
  await person.signUp();
  const owner = new Pool({ connectionString: databaseUrl, max: 2 });
  return {
    ...{ server, person, postgres: cluster.pid },
    stored: async () => Number((await owner.query("select count(*) from messages")).rows[0]?.count),
    async close() {
      await server.kill();
      await owner.end();
      await cluster.remove();
      rmSync(folder, { recursive: true, force: true });
      if (server.fallen.length > 0) throw new Error(`Its figures mean nothing, as ${server.fallen.join(", ")}.`);
    },
  };
}
