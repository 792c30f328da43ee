import { onTestFinished } from "vitest";
import { beginLogin, type ChannelLogin, readLogin, returnFromLogin } from "#contract/channel-logins.ts";
import { auditRoutes } from "#server/audit/routes.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { channelRoutes } from "#server/channels/routes.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { FacebookSettings } from "#server/platform/settings.ts";
import { facebookOf } from "#server/testing/facebook-of.ts";
import { lazily } from "#server/testing/open-channels.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import {
  type MessengerSimulator,
  type SimulatedApp,
  type SimulatedPage,
  type SimulatedPerson,
  startMessenger,
} from "#simulators/messenger/start-messenger.ts";

type Member = TestClient & { memberId: string };
type DialogAnswer = Parameters<MessengerSimulator["logIn"]>[1];

/** The logins of a workspace or two over real HTTP, with a Facebook that runs here; no process runs the channels. */
export interface LoginRooms {
  readonly rooms: Rooms;
  readonly messenger: MessengerSimulator;
  readonly app: SimulatedApp;
  readonly workspaceId: string;
  readonly owner: Member;
  /** Somebody who looks after these two pages. */
  readonly elena: SimulatedPerson;
  readonly shop: SimulatedPage;
  readonly outlet: SimulatedPage;
  readonly parts: ChannelParts;
  /** What goes wrong in the settings of the server. */
  readonly config: { publicUrl: string | undefined };
  /** Sends a browser to Facebook; answers where it is sent back to. */
  leave(client: TestClient, answer?: DialogAnswer, order?: { channelId?: string; again?: boolean }): Promise<string>;
  /** Comes back; answers the address that the browser is then sent to. */
  comeBack(client: TestClient, address: string): Promise<URL>;
  /** The whole way there and back. */
  logIn(client: TestClient, answer?: DialogAnswer, order?: { channelId?: string }): Promise<ChannelLogin>;
}

/** Opens the rooms for one test; everything ends with it. `given` stands in for what the operator has set. */
export async function openLogins(given: Partial<FacebookSettings> = {}): Promise<LoginRooms> {
  const messenger = await startMessenger({ webhookRetry: { firstMs: 20, maxMs: 100 } });
  const app = messenger.app({ name: "Wokfow", secret: given.appSecret });
  const verifyToken = "open sesame";
  const facebook: FacebookSettings = { ...facebookOf(messenger, app, verifyToken), ...given };
  const config: { publicUrl: string | undefined } = { publicUrl: undefined };
  const nothing = {
    telegramApiRoot: "http://127.0.0.1:1",
    whatsappWebUrl: "ws://127.0.0.1:1",
    whatsappRootKey: undefined,
  };
  const adapters = testAdapters(nothing.telegramApiRoot, { config: { ...nothing, facebook } });
  const services = { config, adapters, secrets: secretBox("c4".repeat(32)), log: createLog("error") };
  const parts = lazily(() => {
    const { database, events } = rooms.contextOf(newId());
    const { clock, contextOf } = rooms;
    return { ...services, clock, contextOf, database, events, membership: { id: newId() } };
  });
  const rooms = await openRooms([...channelRoutes(parts), ...auditRoutes()]);
  const workspaceId = await rooms.addWorkspace();
  const owner = await rooms.addMember(workspaceId, "owner");
  config.publicUrl = owner.address;
  app.allowRedirect(`${owner.address}/api/v1/channel-logins/returns/messenger`);
  app.setWebhookUnverified({ url: `${owner.address}/api/v1/webhooks/messenger`, verifyToken });
  onTestFinished(async () => {
    await messenger.close();
    await rooms.close();
  });
  const [shop, outlet] = [messenger.page({ name: "Ortiz Shop" }), messenger.page({ name: "Ortiz Outlet" })];
  const elena = messenger.person({ name: "Elena Ortiz", pages: [shop, outlet] });
  return {
    ...{ rooms, messenger, app, workspaceId, owner, elena, shop, outlet, parts, config },
    ...browserOf(messenger),
  };
}

function browserOf(messenger: MessengerSimulator): Pick<LoginRooms, "leave" | "comeBack" | "logIn"> {
  const leave: LoginRooms["leave"] = async (client, answer, order = {}) => {
    const { address } = await client.ok(beginLogin, { body: { kind: "messenger", ...order } });
    return messenger.logIn(address, answer);
  };
  const comeBack: LoginRooms["comeBack"] = async (client, address) => {
    const { pathname, search } = new URL(address);
    const answered = await client.fetch(`${pathname}${search}`);
    if (answered.status !== returnFromLogin.status) throw new Error(`The way back answered ${answered.status}.`);
    return new URL(answered.headers.get("location") ?? "", client.address);
  };
  return {
    leave,
    comeBack,
    async logIn(client, answer, order) {
      const page = await comeBack(client, await leave(client, answer, order));
      return client.ok(readLogin, { params: { loginId: page.searchParams.get("login") ?? "" } });
    },
  };
}
