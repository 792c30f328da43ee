import { sql } from "kysely";
import type { ChannelKind, ChannelStatus } from "#contract/channels.ts";
import type { SentList, SentOutside } from "#server/channels/abilities.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { abilityOf, type LineParts, openLine } from "#server/conversations/line-parts.ts";
import { lockConversation } from "#server/conversations/lock-conversation.ts";
import { readRows } from "#server/conversations/read-rows.ts";
import { askLater } from "#server/conversations/send/ask-later.ts";
import { nextAsking } from "#server/conversations/send/asking-times.ts";
import { deliverLater } from "#server/conversations/send/deliver-later.ts";
import { type Finding, matchSent } from "#server/conversations/send/match-sent.ts";
import { settleAttempt } from "#server/conversations/send/record-outcome.ts";
import type { Settlement } from "#server/conversations/send/settle-message.ts";
import { announce } from "#server/platform/events/announce.ts";

/** A message of which nobody knows what became of its attempt, with the chat in which it may be. */
interface AskedAbout {
  readonly id: string;
  readonly attempt: number;
  readonly text: string;
  readonly file: SentOutside["files"][number] | null;
  readonly created_at: Date;
  readonly started_at: Date;
  readonly asked_at: Date;
  readonly channel_id: string;
  readonly kind: ChannelKind;
  readonly chat_id: string;
  readonly status: ChannelStatus;
  readonly is_removed: boolean;
}

/**
 * Asks the service which messages of a conversation it has, of those of which nobody knows. One that is there has been sent; one that is
 * certainly missing is queued again in its place, or refused where later ones have left; about any other the service is asked again,
 * for a day.
 */
export async function askAboutUnknown(
  context: Context,
  parts: LineParts,
  conversationId: string,
  signal: AbortSignal,
): Promise<void> {
  const all = await findAskedAbout(context, conversationId);
  const now = context.clock.now();
  const due = all.filter(({ asked_at }) => asked_at <= now);
  const [first] = due;
  const list = first && (await listSent(context, parts, first, signal));
  if (signal.aborted && list?.outcome !== "listed") return transact(context, (tx) => askLater(tx, conversationId));
  await transact(context, async (tx) => {
    if (first && list) await settle(tx, conversationId, first.channel_id, due, list);
    await askLater(tx, conversationId);
  });
}

/** Oldest first. */
function findAskedAbout(context: Context, conversationId: string): Promise<AskedAbout[]> {
  return readRows(
    context,
    sql<AskedAbout>`
      select m.id, m.attempts as attempt, m.text, case when m.file_id is not null then m.kind end as file, m.created_at,
             a.started_at, m.next_attempt_at as asked_at, m.channel_id, ch.kind, c.external_id as chat_id, ch.status,
             ch.removed_at is not null as is_removed
        from messages m
        join delivery_attempts a on a.workspace_id = m.workspace_id and a.message_id = m.id and a.attempt = m.attempts
        join conversations c on c.workspace_id = m.workspace_id and c.id = m.conversation_id
        join channels ch on ch.workspace_id = m.workspace_id and ch.id = m.channel_id
       where m.workspace_id = ${context.workspaceId}::uuid and m.conversation_id = ${conversationId}::uuid
         and m.state = 'unknown' and m.next_attempt_at is not null
       order by m.created_at, m.id`,
  );
}

/** Nobody is asked while the channel does not work, and never again when it was removed. */
async function listSent(
  context: Context,
  parts: LineParts,
  { kind, status, channel_id, chat_id, is_removed: isRemoved }: AskedAbout,
  signal: AbortSignal,
): Promise<SentList | { readonly outcome: "never" }> {
  const findSent = abilityOf(parts, { kind, isRemoved }, "findSent");
  if (!findSent) return { outcome: "never" };
  const connection = status === "CONNECTED" ? await openLine(context, parts, channel_id) : null;
  return connection ? findSent(connection, chat_id, signal) : { outcome: "failed", reason: "unreachable" };
}

async function settle(
  tx: Transaction,
  conversationId: string,
  channelId: string,
  due: readonly AskedAbout[],
  list: SentList | { readonly outcome: "never" },
): Promise<void> {
  await lockConversation(tx, conversationId);
  const { still, isSending } = await findStill(tx, conversationId, due);
  if (list.outcome === "never") return postpone(tx, conversationId, still, { never: true, release: true });
  // What is on its way just now may be in the list without being known.
  if (list.outcome !== "listed" || isSending) {
    return postpone(tx, conversationId, still, { release: list.outcome === "hidden" });
  }
  const strangers = await strangersAmong(tx, channelId, list.messages);
  const unknown = still.map(({ id, text, file, started_at: startedAt }) => ({ id, text, file, startedAt }));
  await believe(tx, conversationId, still, matchSent(unknown, strangers, list.since));
  await deliverLater(tx, conversationId);
}

async function believe(
  tx: Transaction,
  conversationId: string,
  asked: readonly AskedAbout[],
  findings: ReadonlyMap<string, Finding>,
): Promise<void> {
  const missing = asked.filter(({ id }) => findings.get(id)?.outcome === "missing");
  const leftAt = await lastLeft(tx, conversationId, missing);
  for (const message of asked) {
    const { id, attempt, created_at, channel_id } = message;
    const finding = findings.get(id);
    if (finding?.outcome !== "found" && finding?.outcome !== "missing") {
      await postpone(tx, conversationId, [message], { release: false });
      continue;
    }
    const isOvertaken = leftAt !== null && created_at < leftAt;
    const settlement = finding.outcome === "found" ? sentAs(finding.sent) : missingAs(isOvertaken);
    await settleAttempt(tx, channel_id, { id, conversationId, attempt }, settlement);
  }
}

/** Which are still as they were before the service was asked, and whether another one is on its way. */
async function findStill(tx: Transaction, conversationId: string, due: readonly AskedAbout[]) {
  const rows = await tx.db
    .selectFrom("messages")
    .select(["id", "state", "attempts"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("conversation_id", "=", conversationId)
    .where("state", "in", ["sending", "unknown"])
    .execute();
  const attemptOf = new Map(rows.flatMap(({ id, state, attempts }) => (state === "unknown" ? [[id, attempts]] : [])));
  return {
    still: due.filter(({ id, attempt }) => attemptOf.get(id) === attempt),
    isSending: rows.some(({ state }) => state === "sending"),
  };
}

/** What nobody here knows. */
async function strangersAmong(
  tx: Transaction,
  channelId: string,
  messages: readonly SentOutside[],
): Promise<SentOutside[]> {
  const ids = messages.map(({ externalId }) => externalId);
  if (ids.length === 0) return [];
  const rows = await tx.db
    .selectFrom("messages")
    .select("external_id")
    .where("workspace_id", "=", tx.workspaceId)
    .where("channel_id", "=", channelId)
    .where("external_id", "in", ids)
    .execute();
  const known = new Set(rows.map(({ external_id }) => external_id));
  return messages.filter(({ externalId }) => !known.has(externalId));
}

/** When the last of what has left, or may have, was written, as far as it was written after the first that is missing. */
async function lastLeft(tx: Transaction, conversationId: string, missing: readonly AskedAbout[]): Promise<Date | null> {
  const [first] = missing;
  if (!first) return null;
  const { rows } = await sql<{ at: Date | null }>`
    select max(created_at) as at from messages
     where workspace_id = ${tx.workspaceId}::uuid and conversation_id = ${conversationId}::uuid and direction = 'outbound'
       and created_at > ${first.created_at}::timestamptz and attempts > 0
       and state in ('sending', 'unknown', 'sent', 'delivered', 'read')
       and id <> all(${missing.map(({ id }) => id)}::uuid[])`.execute(tx.db);
  return rows[0]?.at ?? null;
}

function sentAs({ externalId, sequence }: SentOutside): Settlement {
  return { state: "sent", outcome: "sent", detail: "The service has it, as it said when asked.", externalId, sequence };
}

function missingAs(isOvertaken: boolean): Settlement {
  const detail = "The service does not have it, as it said when asked.";
  if (!isOvertaken) return { state: "queued", outcome: "missing", detail };
  return { state: "refused", outcome: "missing", refusal: "not_taken" };
}

/** Leaves messages unknown until the service is asked again, `never` or after the next pause; `release` lets what follows go. */
async function postpone(
  tx: Transaction,
  conversationId: string,
  messages: readonly AskedAbout[],
  { never = false, release }: { never?: boolean; release: boolean },
): Promise<void> {
  for (const { id: subjectId, started_at } of messages) {
    await tx.db
      .updateTable("messages")
      .set({
        next_attempt_at: never ? null : nextAsking(tx.clock.now(), started_at),
        ...(release && { lane_held_until: null }),
      })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", subjectId)
      .execute();
    await announce(tx, { kind: "message.changed", subjectId, conversationId });
  }
  if (release) await deliverLater(tx, conversationId);
}
