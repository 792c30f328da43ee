import { onTestFinished } from "vitest";
import { writeCredentials } from "#server/channels/messenger/credentials.ts";
import { messengerAdapter } from "#server/channels/messenger/messenger-adapter.ts";
import type { MessengerTimes } from "#server/channels/messenger/times.ts";
import { startMessenger } from "#simulators/messenger/start-messenger.ts";

/** Where the app's webhook leads. */
export const pageAddress = "https://desk.example.com/api/v1/webhooks/messenger";

/** A page of a simulated Messenger, connected to an adapter that stands alone, without server and database, until the test is over. */
export async function connectPage(times: MessengerTimes) {
  const messenger = await startMessenger();
  onTestFinished(() => messenger.close());
  const verifyToken = "open sesame";
  const app = messenger.app({ name: "Wokfow", requireProof: true });
  app.setWebhookUnverified({ url: pageAddress, verifyToken });
  const shop = messenger.page({ name: "Ortiz Shop" });
  const elena = messenger.person({ name: "Elena Ortiz", pages: [shop] });
  const settings = { appId: app.id, appSecret: app.secret, verifyToken };
  const at = { graphUrl: messenger.url, dialogUrl: messenger.url };
  const adapter = messengerAdapter({ ...settings, ...at }, times);
  const pageToken = app.connect(shop);
  const connection = {
    ...{ workspaceId: "w", channelId: "c", kind: "messenger" as const, accountId: shop.id },
    token: writeCredentials({ pageToken, personId: elena.id, expiresAt: null }),
  };
  return { messenger, app, shop, elena, adapter, pageToken, connection };
}
