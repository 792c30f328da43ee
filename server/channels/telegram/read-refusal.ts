import type { RefusalReason } from "#contract/messages.ts";

/** Telegram's descriptions are not documented as a list; these are the ones its server is known to answer, by their words. */
const known: readonly (readonly [RegExp, RefusalReason])[] = [
  [/blocked by the user/i, "blocked_by_customer"],
  [/user is deactivated|chat not found|peer_id_invalid|was kicked|chat was (deleted|upgraded)/i, "conversation_gone"],
  [/(message|caption) is too long|MEDIA_CAPTION_TOO_LONG/i, "text_too_long"],
  [/text is empty|text must be non-empty/i, "text_empty"],
  [/too (big|large)/i, "file_too_large"],
  [/file must be non-empty|IMAGE_PROCESS_FAILED|PHOTO_|wrong file|wrong type of|can't use file/i, "file_refused"],
  [/repl(y|ied).*not found|REPLY_MESSAGE_ID_INVALID/i, "reply_target_gone"],
  [/can't initiate conversation|not enough rights|can't send messages to bots|CHAT_WRITE_FORBIDDEN/i, "not_allowed"],
];

/** Why Telegram did not take a message. Its own words are kept where ours say less. */
export function readRefusal(code: number, description: string): { reason: RefusalReason; detail: string | null } {
  if (code === 413) return { reason: "file_too_large", detail: null };
  const found = known.find(([words]) => words.test(description));
  if (found) return { reason: found[1], detail: null };
  return { reason: code === 403 ? "not_allowed" : "rejected_by_service", detail: description.slice(0, 300) };
}
