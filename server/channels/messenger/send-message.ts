import { z } from "zod";
import type { OutboundMessage, SendOutcome } from "#server/channels/adapter.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import { debugToken } from "#server/channels/messenger/debug-token.ts";
import type { GraphFailure, GraphRefusal } from "#server/channels/messenger/graph-answer.ts";
import { isRateLimit, judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import { messageIdOf } from "#server/channels/messenger/message-id.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";
import { troubleOf } from "#server/channels/messenger/probe-page.ts";
import { readRefusal } from "#server/channels/messenger/read-refusal.ts";
import type { MessengerTimes } from "#server/channels/messenger/times.ts";
import { type Upload, uploadFile } from "#server/channels/messenger/upload-file.ts";

const sent = z.object({ message_id: z.string().min(1) });

const transientPause = 5_000;
const unreachablePause = 5_000;
const usualWait = 60_000;

/**
 * Hands one message over. Messenger knows no key that makes repeating safe, so a lost answer is `unknown`; but it repeats our
 * identifier (`metadata`) in the echo of what it has taken, which settles the message then, and shows what it has when asked (`find-sent.ts`).
 */
export async function sendMessage(
  access: PageAccess,
  times: MessengerTimes,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<SendOutcome> {
  const upload = message.file ? await uploadFile(access, message.file, times.sendFile, signal) : null;
  if (upload && upload.outcome !== "taken") return outcomeOfUpload(access, times, upload, signal);
  if (message.mayLeave?.() === false) return { outcome: "retry", afterMilliseconds: 0, scope: "chat" };
  const answer = await callGraph(access.line, {
    verb: "POST",
    path: `${encodeURIComponent(access.pageId)}/messages`,
    token: access.pageToken,
    body: bodyOf(message, upload),
    answer: sent,
    timeoutMilliseconds: times.sendText,
    signal,
  });
  // When it was sent, and its place in the chat, is told by the echo.
  if (answer.ok) return { outcome: "sent", externalId: answer.result.message_id, sequence: 0, sentAt: null };
  if (answer.failure.kind === "refused") return outcomeOfRefusal(access, times, message, answer.failure, signal);
  return outcomeOfFailure(answer.failure);
}

/** After the day in which everything may be said, a person may still answer: developers.facebook.com/docs/messenger-platform/policy. */
function bodyOf(
  message: OutboundMessage,
  upload: Extract<Upload, { outcome: "taken" }> | null,
): Record<string, unknown> {
  const { chatId, text, replyTo, messageId, isLateAnswer } = message;
  const said = upload ? { attachment: { type: upload.type, payload: { attachment_id: upload.id } } } : { text };
  return {
    recipient: { id: chatId },
    ...(isLateAnswer ? { messaging_type: "MESSAGE_TAG", tag: "HUMAN_AGENT" } : { messaging_type: "RESPONSE" }),
    message: { ...said, metadata: messageId },
    ...(replyTo && { reply_to: { mid: messageIdOf(replyTo.externalId) } }),
  };
}

/** No message has left yet, so whatever became of its file, it may be tried again. */
async function outcomeOfUpload(
  access: PageAccess,
  times: MessengerTimes,
  upload: Exclude<Upload, { outcome: "taken" }>,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (upload.outcome === "failed" && upload.failure.kind === "refused") {
    return outcomeOfRefusal(access, times, null, upload.failure, signal);
  }
  const isAway = upload.outcome === "failed" && upload.failure.kind === "not_reached";
  return { outcome: "retry", afterMilliseconds: unreachablePause, scope: isAway ? "channel" : "chat" };
}

function outcomeOfFailure(failure: Exclude<GraphFailure, GraphRefusal>): SendOutcome {
  if (failure.kind === "not_reached") {
    return { outcome: "retry", afterMilliseconds: unreachablePause, scope: "channel" };
  }
  if (failure.kind === "silent") return { outcome: "unknown", detail: "Messenger did not answer in time." };
  if (failure.kind === "cut" || failure.kind === "stopped") {
    return { outcome: "unknown", detail: "The connection broke before Messenger answered." };
  }
  return { outcome: "unknown", detail: "Messenger’s answer could not be read." };
}

// "Temporary send message failure": it was not sent.
const notSent = 1200;
// An error of Facebook's own, to be tried again later. Nothing is said of what became of the call, and of the first one Meta tells that
// messages had been sent which it answered: developers.facebook.com/docs/messenger-platform/error-codes.
const leftOpen: ReadonlySet<number> = new Set([1, 2]);

async function outcomeOfRefusal(
  access: PageAccess,
  times: MessengerTimes,
  message: OutboundMessage | null,
  refusal: GraphRefusal,
  signal: AbortSignal,
): Promise<SendOutcome> {
  if (isRateLimit(refusal)) {
    return { outcome: "retry", afterMilliseconds: refusal.waitSeconds * 1000 || usualWait, scope: "channel" };
  }
  if (leftOpen.has(refusal.code) && message) {
    return {
      outcome: "unknown",
      detail: "Messenger had an error of its own, and did not say whether it took the message.",
    };
  }
  if (refusal.code === notSent || leftOpen.has(refusal.code)) {
    return { outcome: "retry", afterMilliseconds: transientPause, scope: "chat" };
  }
  const { reason, detail } = readRefusal(refusal);
  if (reason === "answering_over" && message?.isLateAnswer)
    return { outcome: "refused", reason, detail, forbidsLate: true };
  if (reason !== "rejected_by_service") return { outcome: "refused", reason, detail };
  const judged = judgeFailure(refusal).reason;
  if (judged === "token_refused" || judged === "not_configured") return { outcome: "disconnected", reason: judged };
  // The same codes are of the permission of the app and of this one message; the token itself tells which.
  const trouble =
    judged === "permission_lost"
      ? troubleOf(await debugToken(access.line, access.pageToken, times.probe, signal))
      : null;
  if (trouble) return { outcome: "disconnected", reason: trouble.reason };
  return { outcome: "refused", reason: judged === "permission_lost" ? "not_allowed" : reason, detail };
}
