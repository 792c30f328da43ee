import { type Letter, type Thread, timeOf, type World } from "../state/world.ts";

/** The webhook fields of a page that concern messages. https://developers.facebook.com/docs/messenger-platform/webhooks */
export const webhookFields = [
  "messages",
  "message_echoes",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "message_edits",
  "messaging_postbacks",
  "messaging_referrals",
  "messaging_optins",
  "messaging_handovers",
  "messaging_policy_enforcement",
  "messaging_feedback",
  "messaging_account_linking",
  "message_context",
  "message_template_status_update",
  "standby",
  "feed",
] as const;

export type WebhookField = (typeof webhookFields)[number];

/**
 * Tells every app that has subscribed this page to this field, and has the field in its webhook. `body` is what stands beside sender,
 * recipient and time; `from` says who did it.
 */
export function pushEvent(
  world: World,
  thread: Thread,
  field: WebhookField,
  from: "customer" | "page",
  body: Record<string, unknown>,
  letter?: Letter,
): void {
  const customer = { id: thread.psid };
  const page = { id: thread.page.id };
  const at = timeOf(world);
  const [sender, recipient] = from === "customer" ? [customer, page] : [page, customer];
  const messaging = { sender, recipient, timestamp: letter?.at ?? at, ...body };
  for (const [appId, fields] of thread.page.subscriptions) {
    const app = world.apps.get(appId);
    if (!app?.webhook?.isActive || !app.webhook.fields.has(field) || !fields.has(field)) continue;
    app.queue.push({ pageId: thread.page.id, psid: thread.psid, at, messaging, raw: undefined, letter });
  }
}
