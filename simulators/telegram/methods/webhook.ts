import { z } from "zod";
import { startDelivery } from "../deliver-webhook.ts";
import { dropPendingUpdates, pendingUpdates } from "../state/updates.ts";
import type { Bot } from "../state/world.ts";
import { type Answer, badRequest, type Call, flag, integer, json, method } from "./call.ts";

const paramsSchema = z.object({
  url: z.string().optional().catch(""),
  secret_token: z.string().optional(),
  max_connections: integer.optional().catch(40),
  allowed_updates: json(z.array(z.string()).optional()).catch(undefined),
  drop_pending_updates: flag.optional(),
});

/** An empty url removes the webhook. https://core.telegram.org/bots/api#setwebhook */
export function setWebhook(call: Call): Answer {
  const { world, bot } = call;
  const params = paramsSchema.parse(call.params);
  if (!params.url) return removeWebhook(bot, params.drop_pending_updates);
  const webhook = {
    url: checkedUrl(params.url),
    secret: checkedSecret(params.secret_token),
    maxConnections: Math.min(100, Math.max(1, params.max_connections ?? 40)),
  };
  const same = bot.webhook?.url === webhook.url && bot.webhook.secret === webhook.secret;
  if (params.allowed_updates) bot.inbox.allowed = params.allowed_updates;
  if (params.drop_pending_updates) dropPendingUpdates(bot);
  bot.inbox.poll?.terminate(409, "Conflict: terminated by setWebhook request");
  bot.webhook?.stop();
  bot.webhook = startDelivery(world, bot, webhook);
  return { result: "true", description: same ? "Webhook is already set" : "Webhook was set" };
}

/** https://core.telegram.org/bots/api#deletewebhook */
export function deleteWebhook(call: Call): Answer {
  return removeWebhook(call.bot, paramsSchema.parse(call.params).drop_pending_updates);
}

/** https://core.telegram.org/bots/api#webhookinfo */
export const getWebhookInfo = method({}, ({ world, bot }) => ({
  url: bot.webhook?.url ?? "",
  has_custom_certificate: false,
  pending_update_count: pendingUpdates(world, bot).toArray().length,
  ...(bot.webhook ? { max_connections: bot.webhook.maxConnections, ip_address: "127.0.0.1" } : {}),
  ...(bot.webhook?.lastError
    ? { last_error_date: bot.webhook.lastError.at, last_error_message: bot.webhook.lastError.message }
    : {}),
  ...(bot.inbox.allowed.length > 0 ? { allowed_updates: bot.inbox.allowed } : {}),
}));

function removeWebhook(bot: Bot, drop: boolean | undefined): Answer {
  const had = bot.webhook !== undefined;
  bot.webhook?.stop();
  bot.webhook = undefined;
  if (drop) dropPendingUpdates(bot);
  return { result: "true", description: had ? "Webhook was deleted" : "Webhook is already deleted" };
}

/** Telegram wants https; a server on this machine may be reached without. */
function checkedUrl(text: string): string {
  const url = URL.parse(text);
  if (!url) throw badRequest("bad webhook: invalid webhook URL specified");
  const isLoopback = ["127.0.0.1", "[::1]", "localhost"].includes(url.hostname);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) {
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  }
  return text;
}

function checkedSecret(secret: string | undefined): string | undefined {
  if (!secret) return undefined;
  if (secret.length > 256) throw badRequest("secret token is too long");
  if (!/^[A-Za-z0-9_-]+$/.test(secret)) throw badRequest("secret token contains unallowed characters");
  return secret;
}
