import { beginLogin, finishLogin, readLogin } from "#contract/channel-logins.ts";
import { messengerAdapter } from "#server/channels/messenger/messenger-adapter.ts";
import { usualTimes } from "#server/channels/messenger/times.ts";
import { facebookOf } from "#server/testing/facebook-of.ts";
import type { Door } from "#server/testing/outside/door.ts";
import type { Outside, OutsideAccount, OutsideCustomer } from "#server/testing/outside/outside.ts";
import { samples } from "#server/testing/outside/samples.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import {
  type MessengerSimulator,
  type SimulatedApp,
  type SimulatedPage,
  startMessenger,
} from "#simulators/messenger/start-messenger.ts";

const verifyToken = "the word that was agreed";
const quickTimes = { ...usualTimes, tokenCheck: 2_000 };

/** Messenger with its pages. */
export async function outsideMessenger(now: () => Date): Promise<Outside> {
  const messenger = await startMessenger({ clock: now, webhookRetry: { firstMs: 20, maxMs: 200 } });
  const app = messenger.app({ name: "Wokfow" });
  const pages = new Map<OutsideAccount, SimulatedPage>();
  const pageOf = (account: OutsideAccount) => {
    const page = pages.get(account);
    if (!page) throw new Error("This is no page.");
    return page;
  };
  return {
    kind: "messenger",
    settings: {
      telegramApiRoot: "http://127.0.0.1:1",
      whatsappWebUrl: "ws://127.0.0.1:1",
      whatsappRootKey: undefined,
      facebook: facebookOf(messenger, app, verifyToken),
    },
    door: doorOf(messenger),
    adapter: ({ config }) => messengerAdapter(config.facebook, quickTimes),
    async meet(address) {
      app.allowRedirect(`${address}/api/v1/channel-logins/returns/messenger`);
      await app.setWebhook({ url: `${address}/api/v1/webhooks/messenger`, verifyToken });
    },
    account(name) {
      const page = messenger.page({ name });
      const account = accountOf(messenger, app, page);
      pages.set(account, page);
      return account;
    },
    customer: (name) => customerOf(messenger, name, pageOf),
    holdBack: () => messenger.faults.add({ kind: "held back" }),
    deliverTwice: (how) => messenger.faults.add({ kind: "duplicates", copies: 1, rewritten: how === "rewritten" }),
    secrets: () => [app.secret, verifyToken],
    close: () => messenger.close(),
  };
}

/** Files are fetched from where the Graph API is and nowhere else, so that nothing can stand between. */
function doorOf({ faults }: MessengerSimulator): Door {
  const close = () => {
    faults.clear("down");
    faults.clear("silent");
  };
  return {
    shut: () => void faults.add({ kind: "down" }),
    freeze: () => void faults.add({ kind: "silent" }),
    open: close,
  };
}

function accountOf(messenger: MessengerSimulator, app: SimulatedApp, page: SimulatedPage): OutsideAccount {
  const { faults, requests } = messenger;
  const keeper = messenger.person({ name: `${page.name}'s keeper`, pages: [page] });
  const logIn = async (client: TestClient, channelId?: string) => {
    const { address } = await client.ok(beginLogin, { body: { kind: "messenger", ...(channelId && { channelId }) } });
    const { pathname, search } = new URL(messenger.logIn(address, { person: keeper, pages: [page] }));
    const back = await client.fetch(`${pathname}${search}`);
    const login = new URL(back.headers.get("location") ?? "", client.address).searchParams.get("login") ?? "";
    return client.ok(readLogin, { params: { loginId: login } });
  };
  return {
    name: page.name,
    async connect(client) {
      const { id: loginId } = await logIn(client);
      const { items } = await client.ok(finishLogin, { params: { loginId }, body: { accountIds: [page.id] } });
      const [item] = items;
      return item?.channel ? { channelId: item.channel.id } : { refused: item?.refusal?.code ?? "nothing" };
    },
    async renew(client, channelId) {
      const { state, failure } = await logIn(client, channelId);
      if (state !== "done") throw new Error(`The login did not renew the channel: ${failure?.reason}.`);
    },
    revoke: () => void page.revokeTokens(),
    whenRevoked: "token_refused",
    questions: () =>
      requests.filter(({ method, pageId }) => method === "GET subscribed_apps" && pageId === page.id).length,
    asksItself: true,
    silence: () => faults.add({ kind: "silent", pageId: page.id }),
    slow: (ms) => faults.add({ kind: "slow", ms, method: "GET subscribed_apps", pageId: page.id }),
    limit: () => ({ seconds: 60, off: messenger.fail("POST messages", 613, { pageId: page.id }) }),
    isServed: () => app.id in page.subscriptions(),
    secrets: async () => [app.pageToken(page, keeper)],
  };
}

function customerOf(
  messenger: MessengerSimulator,
  name: string,
  pageOf: (account: OutsideAccount) => SimulatedPage,
): OutsideCustomer {
  const person = messenger.customer({ firstName: name });
  const letters = (from: OutsideAccount) => person.thread(pageOf(from));
  const kindOf: Readonly<Record<string, string>> = { image: "photo", audio: "voice", file: "document" };
  return {
    write: (to, text, replyTo) => person.write(pageOf(to), text, { replyTo }),
    send: {
      text: async (to) => person.write(pageOf(to), "Good morning"),
      photo: async (to) => person.sendImage(pageOf(to), { bytes: await samples.photo() }),
      video: async (to) => person.sendVideo(pageOf(to), { bytes: await samples.video() }),
      voice: async (to) => person.sendAudio(pageOf(to)),
      document: async (to) => person.sendFile(pageOf(to), { bytes: await samples.document() }),
      sticker: async (to) => person.sendSticker(pageOf(to)),
      location: async (to) => person.sendLocation(pageOf(to), { latitude: 52.52, longitude: 13.405 }),
    },
    edit: (to, id, text) => person.edit(pageOf(to), id, text),
    remove: (to, id) => person.unsend(pageOf(to), id),
    react: (to, id, emoji) => person.react(pageOf(to), id, emoji),
    heard: (from) =>
      letters(from)
        .filter((letter) => letter.from === "page")
        .map(({ text, attachments: [file], replyTo }) => ({
          kind: file ? (kindOf[file.type] ?? file.type) : "text",
          text: text ?? "",
          answers: letters(from).find(({ mid }) => mid === replyTo)?.text ?? null,
        })),
    reactions: (from, id) => {
      const emoji = letters(from).find(({ mid }) => mid === id)?.reactions.page;
      return emoji === undefined ? [] : [emoji];
    },
    leave: (from) => person.block(pageOf(from)),
    whenGone: "unavailable",
  };
}
