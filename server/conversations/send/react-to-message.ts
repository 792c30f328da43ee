import { sql } from "kysely";
import type { ChannelKind } from "#contract/channels.ts";
import type { DeedOutcome } from "#server/channels/abilities.ts";
import { actingMemberId, type Context, type Transaction, transact } from "#server/context.ts";
import { accessConversation } from "#server/conversations/access.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { readMessage } from "#server/conversations/read-message.ts";
import { admitGesture } from "#server/guards/find-guard.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { announce } from "#server/platform/events/announce.ts";

/** Which message is reacted to, and with what; null takes a reaction back. */
export interface WantedReaction {
  readonly conversationId: string;
  readonly messageId: string;
  readonly emoji: string | null;
}

/** A message with its chat and the reaction that our side has given to it so far. */
interface Target {
  readonly channel_id: string;
  readonly kind: ChannelKind;
  readonly removed_at: Date | null;
  readonly chat_id: string;
  readonly direction: "inbound" | "outbound" | "note";
  readonly content: string;
  readonly external_id: string | null;
  readonly state: string;
  readonly emoji: string | null;
  readonly member_id: string | null;
  readonly at: Date | null;
}

const patienceMilliseconds = 15_000;

/**
 * Reacts to a message, so that every window shows it at once, and tells the customer. Answers the message as JSON. When the channel
 * cannot be reached the reaction is undone. Refused `not_found`, `not_possible`, `not_delivered`, and what the channel's
 * guards hold back.
 */
export async function reactToMessage(context: Context, parts: LineParts, wanted: WantedReaction): Promise<string> {
  const target = await transact(context, (tx) => storeReaction(tx, parts, wanted));
  const outcome = await tellCustomer(context, parts, target, wanted);
  if (outcome.outcome === "failed") {
    await transact(context, (tx) => undo(tx, wanted, target));
    throw notDelivered();
  }
  return (await readMessage(context, wanted.messageId)) ?? "";
}

async function storeReaction(tx: Transaction, parts: LineParts, wanted: WantedReaction): Promise<Target> {
  await Promise.all([lockConversation(tx, wanted.conversationId), accessConversation(tx, wanted.conversationId)]);
  const target = await findTarget(tx, wanted);
  if (!target) throw notFound();
  const chat = { kind: target.kind, isRemoved: target.removed_at !== null };
  if (!canBeReactedTo(target) || !abilityOf(parts, chat, "react")) throw notPossible();
  await admitGesture(tx, wanted.conversationId);
  await writeReaction(tx, wanted, { emoji: wanted.emoji, member_id: actingMemberId(tx), at: tx.clock.now() });
  return target;
}

async function findTarget(tx: Transaction, { conversationId, messageId }: WantedReaction): Promise<Target | undefined> {
  const { rows } = await sql<Target>`
    select m.channel_id, ch.kind, ch.removed_at, c.external_id as chat_id, m.direction, m.kind as content, m.external_id, m.state,
           r.emoji, r.member_id, r.at
      from messages m
      join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
      join channels ch on ch.workspace_id = c.workspace_id and ch.id = c.channel_id
      left join reactions r on r.workspace_id = m.workspace_id and r.message_id = m.id and r.given_by = 'us'
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = ${messageId}::uuid and m.conversation_id = ${conversationId}::uuid`.execute(
    tx.db,
  );
  return rows[0];
}

/** The customer must have the message to see an emoji on it. */
function canBeReactedTo({ direction, content, external_id, state }: Target): boolean {
  return direction !== "note" && content !== "removed" && external_id !== null && /^(sent|delivered|read)$/.test(state);
}

/** What is taken back stays as an empty one, so that an older word that comes late changes nothing. */
async function writeReaction(
  tx: Transaction,
  { conversationId, messageId }: WantedReaction,
  { emoji, member_id, at }: Pick<Target, "emoji" | "member_id" | "at">,
): Promise<void> {
  const write = sql`
    insert into reactions (workspace_id, message_id, given_by, emoji, member_id, at)
    values (${tx.workspaceId}::uuid, ${messageId}::uuid, 'us', ${emoji ?? ""}::text, ${member_id}::uuid,
            ${at ?? tx.clock.now()}::timestamptz)
    on conflict (workspace_id, message_id, given_by)
      do update set emoji = excluded.emoji, member_id = excluded.member_id, at = excluded.at`;
  await Promise.all([
    write.execute(tx.db),
    announce(tx, { kind: "message.changed", subjectId: messageId, conversationId }),
  ]);
}

async function tellCustomer(
  context: Context,
  parts: LineParts,
  target: Target,
  { emoji }: WantedReaction,
): Promise<DeedOutcome> {
  const { channel_id, chat_id: chatId, external_id, direction } = target;
  const react = abilityOf(parts, { kind: target.kind, isRemoved: false }, "react");
  const connection = await openLine(context, parts, channel_id);
  if (!react || !connection || external_id === null) return { outcome: "failed", reason: "unreachable" };
  const reaction = { chatId, targetExternalId: external_id, targetIsOurs: direction === "outbound", emoji };
  return react(connection, reaction, AbortSignal.timeout(patienceMilliseconds));
}

/** As it was before, unless somebody has reacted anew meanwhile. */
async function undo(tx: Transaction, wanted: WantedReaction, before: Target): Promise<void> {
  await lockConversation(tx, wanted.conversationId);
  const now = await findTarget(tx, wanted);
  const isOurs = now?.emoji === (wanted.emoji ?? "") && now.member_id === actingMemberId(tx);
  if (isOurs) await writeReaction(tx, wanted, before);
}

function notPossible(): Refusal {
  return new Refusal(409, "not_possible", "One cannot react to this message.", {
    detail: "Either its channel carries no reactions, or the customer does not have the message.",
  });
}

function notDelivered(): Refusal {
  return new Refusal(503, "not_delivered", "The customer could not be told of this reaction, so it was taken back.", {
    detail: "The channel cannot be reached right now. Try again when it is connected.",
  });
}
