import type { InputFile, RawApi } from "grammy";
import { z } from "zod";
import type { Connection, OutboundMessage, SendOutcome } from "#server/channels/adapter.ts";
import { callTelegram, type Failure, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";
import { loadGrammy } from "#server/channels/telegram/load-grammy.ts";
import { readRefusal } from "#server/channels/telegram/read-refusal.ts";
import type { TelegramTimes } from "#server/channels/telegram/times.ts";

const sentMessage = z.object({ message_id: z.int(), date: z.int().min(0), chat: z.object({ id: z.int() }) });
type Signal = Parameters<RawApi["getMe"]>[0];

const shortPause = 2_000;
const unreachablePause = 5_000;

/** Hands one message over. Telegram knows no key that makes repeating safe, so a lost answer is `unknown` and never repeated. */
export async function sendMessage(
  line: TelegramLine,
  times: TelegramTimes,
  { token }: Connection,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const timeoutMilliseconds = message.file ? times.sendFile : times.sendText;
  const file = message.file ? await inputFile(message.file) : null;
  const answer = await callTelegram(line, { token, timeoutMilliseconds, signal }, (methods, stop) =>
    hand(methods, message, file?.input ?? null, stop),
  );
  if (answer.ok) return outcomeOf(answer.result);
  // Telegram takes a message only with its whole file, so one that we could not read to its end was not taken.
  if (file?.isBroken()) return { outcome: "retry", afterMilliseconds: unreachablePause, scope: "chat" };
  return outcomeOfFailure(answer.failure);
}

function hand(methods: RawApi, message: OutboundMessage, file: InputFile | null, signal: Signal): Promise<unknown> {
  const target = message.replyTo?.externalId.split(":")[1];
  const base = {
    chat_id: Number(message.chatId),
    ...(target && { reply_parameters: { message_id: Number(target) } }),
  };
  if (!file) return methods.sendMessage({ ...base, text: message.text }, signal);
  const withCaption = { ...base, ...(message.text && { caption: message.text }) };
  if (message.file?.kind === "photo") return methods.sendPhoto({ ...withCaption, photo: file }, signal);
  return methods.sendDocument({ ...withCaption, document: file }, signal);
}

/** A file that is read while it is sent, and remembers whether reading failed. */
async function inputFile({ name, open }: NonNullable<OutboundMessage["file"]>) {
  const { InputFile } = await loadGrammy();
  let broken = false;
  async function* read() {
    try {
      yield* await open();
    } catch (error) {
      broken = true;
      throw error;
    }
  }
  return { input: new InputFile(read, quote(name)), isBroken: () => broken };
}

/** grammY writes a name into the header as it is; unquoted, its spaces and semicolons would be lost on the way. */
function quote(name: string): string {
  return `"${name.replace(/["\\\p{Cc}]/gu, "_")}"`;
}

function outcomeOf(result: unknown): SendOutcome {
  const parsed = sentMessage.safeParse(result);
  if (!parsed.success) return { outcome: "unknown", detail: "Telegram's answer could not be read." };
  const { message_id: sequence, date, chat } = parsed.data;
  return { outcome: "sent", externalId: `${chat.id}:${sequence}`, sequence, sentAt: new Date(date * 1000) };
}

function outcomeOfFailure(failure: Failure): SendOutcome {
  if (failure.kind === "not_reached") {
    return { outcome: "retry", afterMilliseconds: unreachablePause, scope: "channel" };
  }
  if (failure.kind === "silent") return { outcome: "unknown", detail: "Telegram did not answer in time." };
  if (failure.kind !== "refused")
    return { outcome: "unknown", detail: "The connection broke before Telegram answered." };
  const { code, retryAfter } = failure;
  if (code === 429) return { outcome: "retry", afterMilliseconds: Math.max(1, retryAfter) * 1000, scope: "chat" };
  // An error of the Bot API itself says that the call failed; one of a gateway before it is unreadable and ends as `cut`.
  if (code >= 500) return { outcome: "retry", afterMilliseconds: shortPause, scope: "chat" };
  if (code === 401) return { outcome: "disconnected", reason: "token_refused" };
  return { outcome: "refused", ...readRefusal(code, failure.description) };
}
