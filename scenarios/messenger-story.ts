import { story } from "#scenarios/story.ts";
import { facebookEnv } from "#server/testing/facebook-of.ts";
import { freePort } from "#server/testing/free-port.ts";
import {
  type MessengerSimulator,
  type SimulatedApp,
  type SimulatedPage,
  type SimulatedPerson,
  startMessenger,
} from "#simulators/messenger/start-messenger.ts";

interface MessengerStage {
  /** A Facebook of our own: Graph API, login dialog, and the phones of everybody in the story. */
  readonly messenger: MessengerSimulator;
  /** The app that the operator has named. */
  readonly app: SimulatedApp;
  /** Where the server of the story will listen, which its app at Facebook must know before. */
  readonly address: string;
  /** Somebody who looks after two pages, and is logged in at Facebook. */
  readonly elena: SimulatedPerson;
  readonly pages: { readonly shop: SimulatedPage; readonly outlet: SimulatedPage };
}

/** A story in which pages are connected by logging in with Facebook. */
export const messengerStory = story.extend<MessengerStage>({
  messenger: async ({ clock }, use) => {
    const messenger = await startMessenger({ clock: () => clock.now() });
    await use(messenger);
    await messenger.close();
  },
  // Playwright reads from the pattern what a fixture needs, and this one needs nothing.
  address: async ({ daysAgo: _ }, use) => use(`http://127.0.0.1:${await freePort()}`),
  app: async ({ messenger, address }, use) => {
    const root = `${address}/api/v1`;
    const webhook = `${root}/webhooks/messenger`;
    const app = messenger.app({
      name: "Wokfow",
      redirectUris: [`${root}/channel-logins/returns/messenger`],
      deauthorizeUrl: `${webhook}/deauthorize`,
      dataDeletionUrl: `${webhook}/data-deletion`,
    });
    app.setWebhookUnverified({ url: webhook, verifyToken });
    await use(app);
  },
  env: ({ messenger, app, address }, use) =>
    use({
      PORT: new URL(address).port,
      PUBLIC_URL: address,
      ...facebookEnv(messenger, app, verifyToken),
    }),
  pages: async ({ messenger }, use) =>
    use({ shop: messenger.page({ name: "Ortiz Bowls" }), outlet: messenger.page({ name: "Ortiz Outlet" }) }),
  elena: async ({ messenger, pages }, use) =>
    use(messenger.person({ name: "Elena Ortiz", pages: [pages.shop, pages.outlet] })),
});

const verifyToken = "open-sesame";

export { expect } from "#scenarios/story.ts";
