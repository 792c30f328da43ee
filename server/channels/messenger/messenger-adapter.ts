import type { ChannelCapabilities } from "#contract/channels.ts";
import type { DeedOutcome, Profile, SentList } from "#server/channels/abilities.ts";
import type { Adapter, Connection, ProbeResult } from "#server/channels/adapter.ts";
import { type AppWebhook, type AskedBy, appWebhook } from "#server/channels/messenger/app-webhook.ts";
import { type GraphLine, graphLine } from "#server/channels/messenger/call-graph.ts";
import { openFile } from "#server/channels/messenger/files/open-file.ts";
import { openAvatar, readProfile } from "#server/channels/messenger/files/read-profile.ts";
import { findSent } from "#server/channels/messenger/find-sent.ts";
import { type Gesture, markSeen, react, showTyping } from "#server/channels/messenger/gestures.ts";
import { connectByLogin } from "#server/channels/messenger/login/connect-by-login.ts";
import { type NoAccess, type PageAccess, pageAccess } from "#server/channels/messenger/page-access.ts";
import { probePage } from "#server/channels/messenger/probe-page.ts";
import { greet } from "#server/channels/messenger/receive/greet.ts";
import { openDelivery } from "#server/channels/messenger/receive/open-delivery.ts";
import { readEvents } from "#server/channels/messenger/receive/read-events.ts";
import { sendMessage } from "#server/channels/messenger/send-message.ts";
import { subscribedFields, subscribePage, unsubscribePage } from "#server/channels/messenger/subscribe-page.ts";
import { type MessengerTimes, usualTimes } from "#server/channels/messenger/times.ts";
import type { FacebookSettings } from "#server/platform/settings.ts";

const megabyte = 1024 * 1024;

/**
 * What a page can send: developers.facebook.com/docs/messenger-platform/reference/send-api, and /reference/attachment-upload-api for files.
 * A message has a text or a file, never both.
 */
export const messengerCapabilities: ChannelCapabilities = {
  connectedBy: "login",
  text: { maxLength: 2000 },
  caption: { maxLength: 0 },
  photo: { maxBytes: 25 * megabyte },
  document: { maxBytes: 25 * megabyte },
  video: { maxBytes: 25 * megabyte },
  voice: { maxBytes: 25 * megabyte },
  reply: true,
  reaction: true,
  presence: true,
  firstContact: false,
  guarded: false,
  // developers.facebook.com/docs/messenger-platform/policy/policy-overview: 24 hours, and 7 days for people who answer.
  answering: { freelyHours: 24, byPersonHours: 7 * 24 },
};

/** Pages of Facebook over the Graph API, for the app that the operator has named. */
export function messengerAdapter(settings: FacebookSettings, times: MessengerTimes = usualTimes): Adapter {
  const line = graphLine(settings);
  const keeper: Keeper = { line, times, appWebhook: line && appWebhook(line, times), checkedAt: new Map() };
  return {
    kind: "messenger",
    capabilities: messengerCapabilities,
    // "300 calls per second" for texts, 10 for sound and film: /docs/messenger-platform/overview/rate-limiting. Both are far above what
    // people write.
    pace: { perSecond: 40, chatIntervalMilliseconds: 250 },
    connecting: connectByLogin(settings),
    webhook: null,
    inlet: {
      fields: subscribedFields,
      subscribe: (connection, address, signal) => subscribe(keeper, connection, address, signal),
      unsubscribe: (connection, signal) =>
        withPage(line, connection, (access) => unsubscribePage(access, times.probe, signal)),
      greet: (query) => greet(settings.verifyToken, query),
      open: (request) => openDelivery(settings.appSecret, request),
      read: (pageId, events, cameAt) => readEvents({ appId: settings.appId, pageId, cameAt }, events),
    },
    abilities: abilitiesOf(line, times),
    chooseId: null,
    probe: (connection, webhook, signal) =>
      withAppWebhook(keeper, webhook?.address ?? null, "probe", signal, () =>
        withPage(line, connection, (access) => probePage(access, times.probe, signal)),
      ),
    async receive() {
      throw new Error("Messenger delivers; it is never asked for messages.");
    },
    async send(connection, message, signal) {
      const outcome = await withPage(line, connection, (access) => sendMessage(access, times, message, signal));
      if (outcome.outcome !== "failed" && outcome.outcome !== "disconnected") return outcome;
      // The cheap question alone would find nothing wrong.
      keeper.checkedAt.delete(connection.channelId);
      return { outcome: "disconnected", reason: outcome.reason };
    },
    async openFile(connection, source, signal) {
      return openFile(requirePage(line, connection), source, signal);
    },
    async openAvatar(connection, psid, signal) {
      return openAvatar(requirePage(line, connection), psid, signal);
    },
  };
}

/** What is remembered between two looks at the pages. `checkedAt`: when the token of each channel was looked at. */
interface Keeper {
  readonly line: GraphLine | null;
  readonly times: MessengerTimes;
  readonly appWebhook: AppWebhook | null;
  readonly checkedAt: Map<string, number>;
}

/** The cheap questions each time, and once an hour also whether the token still has all it needs. */
async function subscribe(
  keeper: Keeper,
  connection: Connection,
  address: string,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const { line, times, checkedAt } = keeper;
  const { channelId } = connection;
  const isDue = (checkedAt.get(channelId) ?? Number.NEGATIVE_INFINITY) < performance.now() - times.tokenCheck;
  const ask = isDue ? probePage : subscribePage;
  const result = await withAppWebhook(keeper, address, "keeping", signal, () =>
    withPage(line, connection, (access) => ask(access, times.probe, signal)),
  );
  // After a failure everything is asked again, or what only the token tells would heal without having healed. That too much was asked is none.
  if (result.outcome === "failed" && result.reason !== "rate_limited") checkedAt.delete(channelId);
  else if (isDue && result.outcome === "connected") checkedAt.set(channelId, performance.now());
  return result;
}

/** What is found about a page, and beside it about the webhook of the app, without which a page that is in order delivers nothing here. */
async function withAppWebhook(
  { appWebhook: look }: Keeper,
  address: string | null,
  by: AskedBy,
  signal: AbortSignal,
  ask: () => Promise<ProbeResult>,
): Promise<ProbeResult> {
  const [result, trouble] = await Promise.all([ask(), address === null ? null : look?.(address, by, signal)]);
  return result.outcome === "connected" && trouble ? { outcome: "failed", reason: trouble } : result;
}

function abilitiesOf(line: GraphLine | null, times: MessengerTimes): Adapter["abilities"] {
  const gesture = (
    connection: Connection,
    chatId: string,
    signal: AbortSignal,
    perform: (gesture: Gesture) => Promise<DeedOutcome>,
  ) => withPage(line, connection, (access) => perform({ access, chatId, timeoutMilliseconds: times.deed, signal }));
  return {
    lookUp: null,
    react: (connection, reaction, signal) =>
      gesture(connection, reaction.chatId, signal, (one) => react(one, reaction)),
    showTyping: (connection, chatId, isTyping, signal) =>
      gesture(connection, chatId, signal, (one) => showTyping(one, isTyping)),
    markRead: (connection, chatId, _externalIds, signal) => gesture(connection, chatId, signal, markSeen),
    fetchHistory: null,
    unlink: null,
    readProfile: (connection, psid, signal) =>
      withPage<Profile>(line, connection, (access) => readProfile(access, psid, signal)),
    renewFile: null,
    findSent: (connection, psid, signal) =>
      withPage<SentList>(line, connection, (access) => findSent(access, psid, times.lookUp, signal)),
  };
}

/** Does something for the page of a connection, or answers why it cannot be done. */
async function withPage<Answer>(
  line: GraphLine | null,
  connection: Connection,
  work: (access: PageAccess) => Promise<Answer>,
): Promise<Answer | NoAccess> {
  const access = pageAccess(line, connection);
  return "outcome" in access ? access : work(access);
}

function requirePage(line: GraphLine | null, connection: Connection): PageAccess {
  const access = pageAccess(line, connection);
  if ("outcome" in access) throw new Error("The page of this channel cannot be asked for anything at present.");
  return access;
}
