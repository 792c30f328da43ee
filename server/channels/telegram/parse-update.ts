import { z } from "zod";
import { readContent } from "#server/channels/telegram/read-content.ts";
import { sanitise } from "#server/channels/telegram/sanitise.ts";
import type { InboundMessage, InboundSender, InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

// The last second of the year 9999: what lies beyond cannot be written as an ISO date of four digits.
const unixSeconds = z.int().min(0).max(253_402_300_799);
const text = z.string().nullable().catch(null).default(null);

const user = z.object({ id: z.int(), first_name: text, last_name: text, username: text, language_code: text });
const chat = user.omit({ language_code: true }).extend({ type: z.string() });

const message = z.looseObject({
  message_id: z.int(),
  date: unixSeconds,
  edit_date: unixSeconds.optional().catch(undefined),
  chat,
  from: user.optional(),
  reply_to_message: z.object({ message_id: z.int() }).optional().catch(undefined),
});
type Message = z.output<typeof message>;

const memberChange = z.object({
  date: unixSeconds,
  chat,
  from: user,
  old_chat_member: z.object({ status: z.string() }),
  new_chat_member: z.object({ status: z.string() }),
});

/** The kinds of update that Wokfow asks Telegram for (core.telegram.org/bots/api#update). */
export const askedUpdates = ["message", "edited_message", "my_chat_member"] as const;

/**
 * Reads one update of the Bot API into the one inbound shape. Takes any JSON value and never throws: what is not readable is
 * `rejected` with a reason, kinds that Wokfow does not ask for are `ignored`, groups and channels are `group`.
 */
export function parseUpdate(given: unknown): InboundUpdate {
  const raw = sanitise(given);
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return rejected(raw, "This is not an update.");
  const update = new Map(Object.entries(raw));
  if (update.has("message")) return readMessage(update.get("message"), raw);
  if (update.has("edited_message")) return readEdit(update.get("edited_message"), raw);
  if (update.has("my_chat_member")) return readMemberChange(update.get("my_chat_member"), raw);
  if (update.has("channel_post") || update.has("edited_channel_post")) return { kind: "group" };
  return Number.isInteger(update.get("update_id")) ? { kind: "ignored" } : rejected(raw, "This is not an update.");
}

function readMessage(given: unknown, raw: object): InboundUpdate {
  const parsed = message.safeParse(given);
  if (!parsed.success) return rejected(raw, `This message cannot be read: ${explain(parsed.error)}`);
  if (parsed.data.chat.type !== "private") return { kind: "group" };
  const read = inboundMessage(parsed.data, raw);
  return read ? { kind: "message", ...read } : rejected(raw, "What this message holds cannot be read.");
}

function readEdit(given: unknown, raw: object): InboundUpdate {
  const parsed = message.safeParse(given);
  if (!parsed.success) return rejected(raw, `This edited message cannot be read: ${explain(parsed.error)}`);
  const { chat, date, edit_date: editDate = date } = parsed.data;
  if (chat.type !== "private") return { kind: "group" };
  const read = inboundMessage(parsed.data, raw);
  if (!read) return rejected(raw, "What this edited message holds cannot be read.");
  return { kind: "edit", editedAt: new Date(editDate * 1000), ...read };
}

function inboundMessage(data: Message, raw: object): InboundMessage | null {
  const content = readContent(data);
  if (!content) return null;
  const { chat, message_id: sequence, reply_to_message: target } = data;
  return {
    direction: "inbound",
    externalId: `${chat.id}:${sequence}`,
    sequence,
    chatId: String(chat.id),
    sender: senderOf({ language_code: null, ...chat, ...data.from }),
    sentAt: new Date(data.date * 1000),
    content,
    replyToExternalId: target ? `${chat.id}:${target.message_id}` : null,
    raw: content.kind === "unsupported" ? raw : null,
  };
}

/** "For private chats, this update is received only when the bot is blocked or unblocked by the user." */
function readMemberChange(given: unknown, raw: object): InboundUpdate {
  const parsed = memberChange.safeParse(given);
  if (!parsed.success) return rejected(raw, `This change cannot be read: ${explain(parsed.error)}`);
  const { chat, from, date, new_chat_member: now } = parsed.data;
  if (chat.type !== "private") return { kind: "ignored" };
  const kind = now.status === "kicked" ? "blocked" : "unblocked";
  return { kind, chatId: String(chat.id), sender: senderOf(from), at: new Date(date * 1000) };
}

function senderOf(person: z.output<typeof user>): InboundSender {
  const name = [person.first_name, person.last_name].filter(Boolean).join(" ").trim();
  return {
    externalId: String(person.id),
    name: name || person.username || `Telegram user ${person.id}`,
    username: person.username,
    phone: null,
    language: person.language_code,
  };
}

function explain(error: z.ZodError): string {
  return error.issues
    .map((issue) => `${issue.path.join(".") || "the whole"}: ${issue.message}`)
    .join("; ")
    .slice(0, 500);
}
