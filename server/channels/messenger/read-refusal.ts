import type { RefusalReason } from "#contract/messages.ts";
import type { GraphRefusal } from "#server/channels/messenger/graph-answer.ts";

/**
 * Why Messenger did not take a message, by code and subcode ("100/2018001") or by code alone:
 * developers.facebook.com/docs/messenger-platform/error-codes.
 */
const known: Readonly<Record<string, RefusalReason>> = {
  "10/2018278": "answering_over",
  "10/2018065": "answering_over",
  "10/2018300": "answering_over",
  "10/2018108": "unavailable",
  "551": "unavailable",
  "200/1545041": "unavailable",
  "200/2018028": "unavailable",
  "200/2018027": "unavailable",
  "100/2018001": "conversation_gone",
  "100/2018164": "conversation_gone",
  "100/2534014": "conversation_gone",
  "100/2018109": "file_too_large",
  "100/2018008": "file_refused",
  "100/2018047": "file_refused",
  "100/2018074": "file_refused",
  "100/2018006": "text_empty",
  "230": "not_allowed",
  "368": "not_allowed",
  "10900": "not_allowed",
};

/** Why Messenger did not take a message. Its own words are kept where ours say less. */
export function readRefusal({ status, code, subcode, message }: GraphRefusal): {
  reason: RefusalReason;
  detail: string | null;
} {
  if (status === 413) return { reason: "file_too_large", detail: null };
  const found = known[`${code}/${subcode ?? ""}`] ?? known[`${code}`] ?? byWords(code, message);
  if (found && found !== "not_allowed") return { reason: found, detail: null };
  return { reason: found ?? "rejected_by_service", detail: message.slice(0, 300) || null };
}

/** What has no subcode of its own. */
function byWords(code: number, message: string): RefusalReason | undefined {
  if (code !== 100) return undefined;
  if (/message\[text\]/.test(message)) return "text_too_long";
  return /reply_to/.test(message) ? "reply_target_gone" : undefined;
}
