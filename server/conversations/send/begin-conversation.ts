import { sql } from "kysely";
import type { PhoneNumber } from "libphonenumber-js/min";
import type { beginConversation as endpoint } from "#contract/conversations.ts";
import type { BodyOf } from "#contract/endpoint.ts";
import type { LookUp } from "#server/channels/abilities.ts";
import { accessChannel } from "#server/channels/access.ts";
import { actingMemberId, type Context, query, read, type Transaction, transact } from "#server/context.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";
import { sees } from "#server/conversations/policy.ts";
import { findConversation } from "#server/conversations/read-conversation.ts";
import { openConversations } from "#server/conversations/receive/open-conversation.ts";
import { admitBeginning } from "#server/guards/admit-beginning.ts";
import { holdAssignable } from "#server/members/hold-assignable.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";
import { parsePhone } from "#server/platform/phones/parse-phone.ts";
import { distributeWaiting } from "#server/teams/distribute-later.ts";

/** Whom a conversation is begun with, and whether whoever begins it has it then. */
interface Beginning {
  readonly channelId: string;
  readonly chatId: string;
  /** Digits with the country code. */
  readonly digits: string;
  readonly name: string;
  readonly isGuarded: boolean;
  readonly takesIt: boolean;
}

const patienceMilliseconds = 15_000;

/**
 * Begins a conversation with a phone number, or finds the one that there is, and answers it as JSON. Whether somebody has the number is
 * asked before anything is stored. It belongs to the team of the channel's queue; whoever begins it has it, unless they are not of that
 * team: then it waits for a member of it like any other. Refused as the contract says.
 */
export async function beginConversation(
  context: Context,
  parts: LineParts,
  { channelId, phoneNumber, name }: BodyOf<typeof endpoint>,
): Promise<string> {
  const channel = await accessChannel(context, channelId);
  const lookUp = abilityOf(parts, { kind: channel.kind, isRemoved: false }, "lookUp");
  if (!lookUp) throw notPossible();
  const phone = readNumber(phoneNumber, channel.account);
  const takesIt = await requireSight(context, channel.team_id);
  const connection = await openLine(context, parts, channelId);
  const digits = phone.number.slice(1);
  const found = connection && (await lookUp(connection, digits, AbortSignal.timeout(patienceMilliseconds)));
  const { chatId, name: ownName } = requireFound(found, phone);
  const shownName = name ?? ownName ?? phone.formatInternational();
  const isGuarded = parts.adapters[channel.kind]?.capabilities.guarded ?? false;
  return transact(context, (tx) => begin(tx, { channelId, chatId, digits, name: shownName, isGuarded, takesIt }));
}

/** A number without a country code is one of the country of the channel's own number. */
function readNumber(text: string, account: string): PhoneNumber {
  const phone = parsePhone(text, parsePhone(account)?.country);
  if (phone?.isPossible()) return phone;
  throw fault("invalid_number", "This is not a phone number. Write it with its country code, such as +49 151 1234567.");
}

/** Whether the conversation is to be theirs who begin it. Refused when they could not even see it. */
async function requireSight(context: Context, teamId: string | null): Promise<boolean> {
  const { actor, workspaceId } = context;
  if (teamId === null || actor.kind === "system") return true;
  const membership = query
    .selectFrom("team_members")
    .select("member_id")
    .where("workspace_id", "=", workspaceId)
    .where("team_id", "=", teamId)
    .where("member_id", "=", actor.memberId);
  if ((await read(context, membership)).length > 0) return true;
  if (sees(actor.memberId, actor.reach, { teamId, assigneeId: null })) return false;
  throw new Refusal(409, "queue_of_others", "New conversations of this channel belong to a team that you are not in.", {
    detail: "Ask a member of that team to begin it, or choose another channel.",
  });
}

function requireFound(found: LookUp | null, phone: PhoneNumber): Extract<LookUp, { outcome: "found" }> {
  if (found?.outcome === "found") return found;
  if (found?.outcome === "absent") {
    throw fault("not_on_service", `${phone.formatInternational()} is not on ${found.service}. Check the number.`);
  }
  if (found?.reason === "rate_limited") throw tooMany();
  throw new Refusal(503, "channel_disconnected", "The channel is not connected, so this number cannot be checked.", {
    detail: "Try again when it is connected; Settings, Integrations shows what is wrong.",
  });
}

async function begin(tx: Transaction, beginning: Beginning): Promise<string> {
  const { channelId, chatId, digits, name, isGuarded, takesIt } = beginning;
  const memberId = actingMemberId(tx);
  // Members come before conversations, as everywhere.
  const mayTake = takesIt && memberId !== null && (await holdAssignable(tx, memberId));
  const existing = await findExisting(tx, beginning);
  if (existing) return present(tx, existing);
  const sender = { externalId: chatId, name, username: null, phone: digits, language: null };
  await openConversations(tx, channelId, [{ chatId, sender, sentAt: tx.clock.now() }]);
  const conversationId = await findExisting(tx, beginning);
  if (!conversationId) throw new Error("A conversation that was just begun is not there.");
  if (isGuarded) await admitBeginning(tx, conversationId);
  if (mayTake) await take(tx, conversationId, memberId);
  else {
    await Promise.all([
      announce(tx, { kind: "conversation.changed", conversationId }),
      distributeWaiting(tx, [conversationId]),
    ]);
  }
  return present(tx, conversationId);
}

/**
 * The customer may be known by their number alone, or by an address that the number does not show. Whoever has the same number and
 * another address of the same form had it before: numbers are given out anew.
 */
async function findExisting(tx: Transaction, { channelId, chatId, digits }: Beginning): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`
    (select c.id from conversations c
      where c.workspace_id = ${tx.workspaceId}::uuid and c.channel_id = ${channelId}::uuid and c.external_id = ${chatId}::text)
    union all
    (select c.id
       from channels ch
       join identities i on i.workspace_id = ch.workspace_id and i.kind = ch.kind and i.phone = ${digits}::text
       join conversations c on c.workspace_id = i.workspace_id and c.identity_id = i.id and c.channel_id = ch.id
      where ch.workspace_id = ${tx.workspaceId}::uuid and ch.id = ${channelId}::uuid
        and split_part(c.external_id, '@', 2) <> split_part(${chatId}::text, '@', 2))
    limit 1`.execute(tx.db);
  return rows[0]?.id;
}

async function take(tx: Transaction, conversationId: string, assigneeId: string): Promise<void> {
  const { rows } = await sql<{ teamId: string | null }>`
    update conversations set assignee_id = ${assigneeId}::uuid, waiting_since = null
     where workspace_id = ${tx.workspaceId}::uuid and id = ${conversationId}::uuid and assignee_id is null
    returning team_id as "teamId"`.execute(tx.db);
  const [taken] = rows;
  if (!taken) return;
  const details = { assigneeId, expectedAssigneeId: null, former: { ...taken, assigneeId: null } };
  await announce(tx, { kind: "conversation.assigned", conversationId, details });
}

async function present(tx: Transaction, conversationId: string): Promise<string> {
  const conversation = await findConversation(tx, conversationId);
  if (conversation) return JSON.stringify(conversation);
  throw new Refusal(409, "taken", "Colleagues have a conversation with this number already.", {
    detail: "You do not see it. Ask an Admin whom to talk to about this customer.",
  });
}

function tooMany(): Refusal {
  return new Refusal(429, "too_many_numbers", "This channel has asked after many numbers within a short time.", {
    detail: "Asking after many strangers can cost the account. Try again in some minutes.",
    retryAfter: 600,
  });
}

function notPossible(): Refusal {
  return new Refusal(409, "not_possible", "On this channel the customer writes first.", {
    detail: "Choose a channel that reaches phone numbers, or wait for the customer's first message.",
  });
}

function fault(code: string, message: string): Refusal {
  return new Refusal(422, code, message, { fields: [{ path: "phoneNumber", message }] });
}
