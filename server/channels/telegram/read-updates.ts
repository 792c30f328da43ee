import type { InboundBatch, WebhookRequest } from "#server/channels/adapter.ts";
import { parseUpdate } from "#server/channels/telegram/parse-update.ts";
import { proves } from "#server/channels/telegram/prove-delivery.ts";
import { parseJson } from "#server/platform/parse-json.ts";

/** Reads what getUpdates answered. The position is what the next call must say to confirm all of it. */
export function readUpdates(result: unknown): InboundBatch {
  const raw: readonly unknown[] = Array.isArray(result) ? result : [];
  const numbers = raw.map(numberOf).filter((number) => number !== null);
  const position = numbers.length > 0 ? String(Math.max(...numbers) + 1) : null;
  return { updates: raw.map(parseUpdate), position };
}

/** Reads one delivery; null when it does not prove that Telegram sent it. A body that is not JSON is kept as it came. */
export function readDelivery(secret: string, request: WebhookRequest): InboundBatch | null {
  if (!proves(secret, request.headers["x-telegram-bot-api-secret-token"])) return null;
  return { updates: [parseUpdate(bodyOf(request))], position: null };
}

function numberOf(update: unknown): number | null {
  if (typeof update !== "object" || update === null || !("update_id" in update)) return null;
  return typeof update.update_id === "number" && Number.isSafeInteger(update.update_id) ? update.update_id : null;
}

function bodyOf({ body }: WebhookRequest): unknown {
  const text = body.toString("utf8");
  return parseJson(text, text);
}
