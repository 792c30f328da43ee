import type { RequestRecord, World } from "./world.ts";

/** Older calls are forgotten when the log is twice this long. */
const KEPT = 100_000;

/** Notes a call of a method, with its time, also one with a token that is not valid; the outcome is filled in when it is known. */
export function recordRequest(
  world: World,
  botId: number,
  method: string,
  params: Record<string, unknown>,
): RequestRecord {
  if (world.requests.length >= 2 * KEPT) world.requests.splice(0, KEPT);
  const chatId = Number(params.chat_id ?? Number.NaN);
  const record: RequestRecord = {
    at: performance.timeOrigin + performance.now(),
    botId,
    method,
    chatId: Number.isFinite(chatId) ? chatId : undefined,
    params,
    outcome: "open",
    errorCode: undefined,
  };
  world.requests.push(record);
  return record;
}
