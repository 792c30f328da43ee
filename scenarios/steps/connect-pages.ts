import { beginLogin, finishLogin } from "#contract/channel-logins.ts";
import type { Channel } from "#contract/channels.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import type { MessengerSimulator } from "#simulators/messenger/start-messenger.ts";

/** Connects pages of whoever is logged in at Facebook, without the screens, for stories that begin after that. */
export async function connectPages(
  office: TestClient,
  messenger: MessengerSimulator,
  pages: readonly { readonly id: string }[],
): Promise<Channel[]> {
  const { id: loginId, address } = await office.ok(beginLogin, { body: { kind: "messenger" } });
  const { pathname, search } = new URL(messenger.logIn(address));
  await office.fetch(`${pathname}${search}`);
  const body = { accountIds: pages.map(({ id }) => id) };
  const { items } = await office.ok(finishLogin, { params: { loginId }, body });
  return items.map(({ channel, refusal }) => {
    if (!channel) throw new Error(`A page was not connected: ${refusal?.title}`);
    return channel;
  });
}
