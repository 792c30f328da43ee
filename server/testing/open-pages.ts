import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { onTestFinished } from "vitest";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { channelJobs } from "#server/channels/jobs.ts";
import { writeCredentials } from "#server/channels/messenger/credentials.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { type Context, transact } from "#server/context.ts";
import { conversationJobs } from "#server/conversations/jobs.ts";
import { conversationRoutes } from "#server/conversations/routes.ts";
import { mediaJobs } from "#server/media/jobs.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { facebookOf } from "#server/testing/facebook-of.ts";
import { joinAsWorker } from "#server/testing/join-as-worker.ts";
import { lazily } from "#server/testing/open-channels.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import {
  type MessengerSimulator,
  type SimulatedApp,
  type SimulatedPage,
  startMessenger,
} from "#simulators/messenger/start-messenger.ts";

/** Pages that are connected, and what Facebook delivers for them, over real HTTP; no process watches the channels. */
export interface PageRooms {
  readonly rooms: Rooms;
  readonly messenger: MessengerSimulator;
  readonly app: SimulatedApp;
  readonly owner: TestClient;
  readonly context: Context;
  readonly parts: ChannelParts;
  /** What goes wrong in the settings of the server: it has no public address until it is given one. */
  readonly config: { publicUrl: string | undefined };
  readonly shop: SimulatedPage;
  /** The channel of `shop`. */
  readonly channelId: string;
  /** Connects another page, in another workspace if one is given. */
  connect(page: SimulatedPage, to?: Context): Promise<string>;
  /** Delivers this as Facebook would, or with other headers; signed over the bytes unless these say otherwise. */
  deliver(body: unknown, headers?: Readonly<Record<string, string>>): Promise<Response>;
  /** Works off jobs from now on. */
  work(): Promise<void>;
}

/** The word that the operator has agreed with the app. */
export const verifyToken = "open sesame";

/** Opens the rooms for one test; everything ends with it. */
export async function openPages(): Promise<PageRooms> {
  const messenger = await startMessenger({ webhookRetry: { firstMs: 20, maxMs: 200 } });
  const app = messenger.app({ name: "Wokfow" });
  const folder = await mkdtemp(join(tmpdir(), "wokfow-pages-"));
  const files = diskFileStore(folder);
  const parts = lazily(() => {
    const { database, events } = rooms.contextOf(newId());
    const { clock, contextOf } = rooms;
    return { ...services, clock, contextOf, database, events, membership: { id: newId() } };
  });
  const services = servicesOf(messenger, app);
  const rooms = await openRooms([...channelRoutes(parts), ...conversationRoutes(parts)]);
  const workspaceId = await rooms.addWorkspace();
  const owner = await rooms.addMember(workspaceId, "owner");
  const context = rooms.contextOf(workspaceId);
  const shop = messenger.page({ name: "Ortiz Shop" });
  messenger.person({ name: "Elena Ortiz", pages: [shop] });
  const address = `${owner.address}/api/v1/webhooks/messenger`;
  await app.setWebhook({ url: address, verifyToken });
  const connect = (page: SimulatedPage, to: Context = context) => addPage(to, services, app, page);
  const ends: (() => Promise<void>)[] = [];
  onTestFinished(async () => {
    await messenger.close();
    for (const end of ends) await end();
    await rooms.close();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...{ rooms, messenger, app, owner, context, parts, shop, connect, config: services.config },
    channelId: await connect(shop),
    deliver: (body, headers) => post(app, address, body, headers),
    async work() {
      const worker = await joinAsWorker(rooms);
      ends.push(() => worker.stop());
      const given = { ...services, files };
      await worker.workOff([...channelJobs(given), ...conversationJobs(given), ...mediaJobs(given)]);
    },
  };
}

function servicesOf(messenger: MessengerSimulator, app: SimulatedApp) {
  const config: PageRooms["config"] = { publicUrl: undefined };
  const root = messenger.url;
  const facebook = facebookOf(messenger, app, verifyToken);
  const others = { telegramApiRoot: root, whatsappWebUrl: "ws://127.0.0.1:1", whatsappRootKey: undefined };
  const adapters = testAdapters(root, { config: { ...others, facebook } });
  return {
    adapters,
    config,
    secrets: secretBox("c4".repeat(32)),
    log: createLog("fatal"),
  };
}

async function addPage(
  context: Context,
  { secrets }: Pick<ChannelParts, "secrets">,
  app: SimulatedApp,
  page: SimulatedPage,
): Promise<string> {
  const id = newId();
  const credentials = writeCredentials({ pageToken: app.connect(page), personId: "1", expiresAt: null });
  await transact(context, async (tx) => {
    const now = tx.clock.now();
    await sql`
      insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since,
                            created_at, sealed_credentials)
      values (${tx.workspaceId}::uuid, ${id}::uuid, 'messenger', ${page.name}, ${page.id}, ${page.name}, ${id}, 'webhook',
              'CONNECTED', ${now}::timestamptz, ${now}::timestamptz, ${secrets.seal(sealPurpose(id), credentials)}::bytea)`.execute(
      tx.db,
    );
  });
  return id;
}

function post(
  app: SimulatedApp,
  address: string,
  body: unknown,
  headers?: Readonly<Record<string, string>>,
): Promise<Response> {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const signed = headers ?? app.sign(text);
  return fetch(address, { method: "POST", body: text, headers: { "content-type": "application/json", ...signed } });
}
