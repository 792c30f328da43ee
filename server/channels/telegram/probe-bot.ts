import type { WebhookInfo } from "grammy/types";
import type { Connection, ProbeResult, Webhook } from "#server/channels/adapter.ts";
import { callTelegram, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";
import { judgeFailure } from "#server/channels/telegram/judge-failure.ts";

/** Asks now whether the token is accepted and whether nobody else receives this bot's updates. */
export async function probeBot(
  line: TelegramLine,
  { token }: Connection,
  webhook: Webhook | null,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const options = { token, timeoutMilliseconds, signal };
  const [me, delivery] = await Promise.all([
    callTelegram(line, options, (methods, stop) => methods.getMe(stop)),
    callTelegram(line, options, (methods, stop) => methods.getWebhookInfo(stop)),
  ]);
  if (!me.ok) return judgeFailure(me.failure);
  if (!delivery.ok) return judgeFailure(delivery.failure);
  const { url = "" } = delivery.result;
  if (url !== (webhook?.address ?? "")) return { outcome: "failed", reason: "other_poller" };
  return { outcome: "connected", milliseconds: me.milliseconds, summary: summaryOf(me.milliseconds, delivery.result) };
}

function summaryOf(milliseconds: number, { pending_update_count: waiting, last_error_message: failure }: WebhookInfo) {
  const summary = `getMe ${milliseconds} ms, ${waiting === 1 ? "1 update" : `${waiting} updates`} waiting`;
  return failure && waiting > 0 ? `${summary}, last delivery failed: ${failure}` : summary;
}
