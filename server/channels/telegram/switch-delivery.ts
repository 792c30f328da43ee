import type { Connection, ProbeResult, Webhook } from "#server/channels/adapter.ts";
import { callTelegram, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";
import { judgeFailure } from "#server/channels/telegram/judge-failure.ts";
import { askedUpdates } from "#server/channels/telegram/parse-update.ts";
import { probeBot } from "#server/channels/telegram/probe-bot.ts";

/** Has Telegram deliver to our address, unless it does so already or delivers to somebody else who may keep it. */
export async function openWebhook(
  line: TelegramLine,
  connection: Connection,
  webhook: Webhook,
  takeOver: boolean,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const options = { token: connection.token, timeoutMilliseconds, signal };
  const info = await callTelegram(line, options, (methods, stop) => methods.getWebhookInfo(stop));
  if (!info.ok) return judgeFailure(info.failure);
  const url = info.result.url ?? "";
  if (url !== "" && url !== webhook.address && !takeOver) return { outcome: "failed", reason: "other_poller" };
  if (url !== webhook.address || takeOver) {
    const query = { url: webhook.address, secret_token: webhook.secret, allowed_updates: askedUpdates };
    const set = await callTelegram(line, options, (methods, stop) => methods.setWebhook(query, stop));
    if (!set.ok) return judgeFailure(set.failure);
  }
  return probeBot(line, connection, webhook, timeoutMilliseconds, signal);
}

/** Ends delivery; what waits at Telegram stays there. */
export async function closeWebhook(
  line: TelegramLine,
  { token }: Connection,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const options = { token, timeoutMilliseconds, signal };
  const query = { drop_pending_updates: false };
  const answer = await callTelegram(line, options, (methods, stop) => methods.deleteWebhook(query, stop));
  if (!answer.ok) return judgeFailure(answer.failure);
  return { outcome: "connected", milliseconds: answer.milliseconds, summary: "deleteWebhook answered" };
}
