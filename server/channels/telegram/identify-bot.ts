import type { Identification } from "#server/channels/connecting.ts";
import { callTelegram, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";

/** "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11" (core.telegram.org/bots/api#authorizing-your-bot); lengths as seen, with room. */
const tokenForm = /^\d{3,20}:[A-Za-z0-9_-]{30,100}$/;

/** Asks whose bot a token opens. What is not the form of a token is judged here, without a call. */
export async function identifyBot(
  line: TelegramLine,
  token: string,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<Identification> {
  if (!tokenForm.test(token)) return { outcome: "refused", reason: "malformed_token" };
  const answer = await callTelegram(line, { token, timeoutMilliseconds, signal }, (methods, stop) =>
    methods.getMe(stop),
  );
  if (!answer.ok) {
    const refused = answer.failure.kind === "refused" && [401, 404].includes(answer.failure.code);
    return { outcome: "refused", reason: refused ? "token_refused" : "unreachable" };
  }
  const { id, username, first_name: name } = answer.result;
  return { outcome: "accepted", accountId: String(id), account: `@${username}`, name: name.trim() || `@${username}` };
}
