import { beginLogin, finishLogin, returnFromLogin } from "#contract/channel-logins.ts";
import type { MessengerSimulator, SimulatedPage } from "#simulators/messenger/start-messenger.ts";
import type { House } from "../crash/open-house.ts";
import { untilConnected } from "./link-phone.ts";

/** Makes a page and connects it by logging in as a person would; resolves when its channel is connected. */
export async function connectPage(
  messenger: MessengerSimulator,
  { app, person, servers }: House,
  name: string,
): Promise<SimulatedPage> {
  const page = messenger.page({ name });
  const keeper = messenger.person({ name: `Keeper of ${name}`, pages: [page] });
  app.allowRedirect(`${servers[0].address}/api/v1/channel-logins/returns/messenger`);
  app.setWebhookUnverified({ url: `${servers[0].address}/api/v1/webhooks/messenger`, verifyToken: "open-sesame" });
  const { id, address } = await person.ok(beginLogin, { body: { kind: "messenger" } });
  const { pathname, search } = new URL(messenger.logIn(address, { person: keeper, pages: [page] }));
  const back = await person.fetch(`${pathname}${search}`);
  if (back.status !== returnFromLogin.status) throw new Error(`The way back from the login answered ${back.status}.`);
  const { items } = await person.ok(finishLogin, { params: { loginId: id }, body: { accountIds: [page.id] } });
  const connected = items.flatMap(({ channel }) => (channel ? [channel.id] : []));
  if (connected.length === 0) throw new Error(`The page was not connected: ${items[0]?.refusal?.title}`);
  await untilConnected(person, connected);
  return page;
}
