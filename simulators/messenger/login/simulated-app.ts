import { keeperOf, pageOf, personOf } from "../state/pages.ts";
import { grantOf, issuePageToken, issueUserToken, lifetimes } from "../state/tokens.ts";
import { type App, announceChange, type Person, type Token, timeOf, type World } from "../state/world.ts";
import { connectWebhook, type NewWebhook } from "../webhook/connect-webhook.ts";
import type { Posted } from "../webhook/post.ts";
import { type WebhookField, webhookFields } from "../webhook/push-event.ts";
import { sendDataDeletion, sendDeauthorize } from "../webhook/send-callbacks.ts";
import { signatureHeaders, signedRequest } from "../webhook/sign.ts";

type Ref = { id: string };

/** What the product asks for. */
const usualPermissions = [
  "public_profile",
  "pages_show_list",
  "pages_messaging",
  "pages_manage_metadata",
  "pages_read_engagement",
];

/** An app of Meta's dashboard. */
export type SimulatedApp = {
  id: string;
  secret: string;
  name: string;
  allowRedirect: (uri: string) => void;
  /** "Verify and save" of the dashboard; rejects with its sentence when the address does not answer as it must. */
  setWebhook: (webhook: NewWebhook) => Promise<void>;
  /** As `setWebhook`, without asking the address. */
  setWebhookUnverified: (webhook: NewWebhook) => void;
  removeWebhook: () => void;
  /** What Facebook does with a webhook that has failed for long; setting it anew turns it on again. */
  turnWebhookOff: () => void;
  setCallbacks: (urls: { deauthorizeUrl?: string; dataDeletionUrl?: string }) => void;
  /** Whether the app has the Human Agent feature, and whether calls need `appsecret_proof`. */
  setRules: (rules: { humanAgent?: boolean; requireProof?: boolean }) => void;
  /** Events that no webhook has answered with 2xx yet. */
  pending: () => number;
  /** A long-lived token of a person who has given these permissions for all their pages, without the dialog. */
  userToken: (person: Ref, permissions?: string[]) => string;
  /** A token of a page that never expires, without the dialog. */
  pageToken: (page: Ref, person?: Ref) => string;
  /** A page's token with the fields subscribed: all that receiving and sending need. */
  connect: (page: Ref, fields?: WebhookField[]) => string;
  /** Delivers exactly this body, signed rightly; repeated until it is answered 2xx, as every delivery. */
  deliverRaw: (body: string) => void;
  /** What `X-Hub-Signature` and `X-Hub-Signature-256` would be for this body. */
  sign: (body: string) => Record<string, string>;
  signedRequest: (person: Ref) => string;
  sendDeauthorize: (person: Ref) => Promise<Posted>;
  sendDataDeletion: (person: Ref) => Promise<Posted>;
};

/** An app in the hands of tests. */
export function simulatedApp(world: World, app: App): SimulatedApp {
  const told = () => announceChange(world, { kind: "apps" });
  return {
    id: app.id,
    secret: app.secret,
    name: app.name,
    allowRedirect(uri) {
      app.redirectUris.push(uri);
      told();
    },
    setWebhook: (webhook) => connectWebhook(world, app, webhook),
    setWebhookUnverified({ url, verifyToken, fields }) {
      app.webhook = { url, verifyToken, fields: new Set(fields ?? webhookFields), isActive: true };
      told();
    },
    removeWebhook() {
      app.webhook = undefined;
      app.queue.drop();
      told();
    },
    turnWebhookOff() {
      if (app.webhook) app.webhook.isActive = false;
      told();
    },
    setCallbacks(urls) {
      Object.assign(app, urls);
      told();
    },
    setRules({ humanAgent = app.hasHumanAgent, requireProof = app.needsProof }) {
      app.hasHumanAgent = humanAgent;
      app.needsProof = requireProof;
      told();
    },
    pending: () => app.queue.pending(),
    ...tokens(world, app),
    deliverRaw: (raw) => {
      const event = { pageId: "", psid: `raw:${world.random()}`, at: timeOf(world), messaging: undefined };
      app.queue.push({ ...event, raw, letter: undefined });
    },
    sign: (body) => signatureHeaders(app.secret, body),
    signedRequest: ({ id }) => signedRequest(world, app.secret, id),
    sendDeauthorize: ({ id }) => sendDeauthorize(world, app, id),
    sendDataDeletion: ({ id }) => sendDataDeletion(world, app, id),
  };
}

type Tokens = "userToken" | "pageToken" | "connect";

function tokens(world: World, app: App): Pick<SimulatedApp, Tokens> {
  const pageToken = (page: Ref, person?: Ref) => {
    const keeper = person ? personOf(world, person) : keeperOf(world, pageOf(world, page));
    return issuePageToken(world, allow(world, app, keeper, usualPermissions), pageOf(world, page)).value;
  };
  return {
    userToken: (person, permissions = usualPermissions) =>
      allow(world, app, personOf(world, person), permissions).value,
    pageToken,
    connect(page, fields = [...webhookFields]) {
      pageOf(world, page).subscriptions.set(app.id, new Set(fields));
      announceChange(world, { kind: "pages" });
      return pageToken(page);
    },
  };
}

function allow(world: World, app: App, person: Person, permissions: string[]): Token {
  const grant = grantOf(world, app.id, person.id);
  for (const permission of permissions) {
    grant.granted.add(permission);
    grant.declined.delete(permission);
  }
  for (const id of person.tasks.keys()) grant.pageIds.add(id);
  return issueUserToken(world, app, person, lifetimes.long);
}
