import { z } from "zod";
import type { Adapters } from "#server/channels/adapters.ts";
import { type Context, type MemberActor, transact } from "#server/context.ts";
import { archiveConversation } from "#server/conversations/archive-conversation.ts";
import { assignConversation } from "#server/conversations/assignment/assign-conversation.ts";
import { transferConversation } from "#server/conversations/assignment/transfer-conversation.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import { markRead } from "#server/conversations/mark-read.ts";
import { writeNote } from "#server/conversations/notes/write-note.ts";
import { receiveUpdates } from "#server/conversations/receive/receive-updates.ts";
import { sendMessage } from "#server/conversations/send/send-message.ts";
import { newId } from "#server/platform/identifier.ts";
import { colleagues, frontTeam, owner } from "./people.ts";
import type { RememberedConversation } from "./people-phones.ts";
import type { PlannedMessage } from "./plan-history.ts";
import type { PlannedWork } from "./share-work.ts";

const people = [owner, ...colleagues];

/** Where a history goes. Its clock is set back to the moment of each deed. `actors` are who works there, by e-mail address. */
export interface Destination {
  readonly context: Context;
  readonly adapters: Adapters;
  readonly channelId: string;
  readonly actors: ReadonlyMap<string, MemberActor>;
  /** The teams, as soon as there are any, by name. */
  readonly teamIds: ReadonlyMap<string, string>;
}

/** A conversation as it is to be lived through. */
export interface Told {
  readonly remembered: RememberedConversation;
  readonly work: PlannedWork;
}

/** Lives through a history by the same verbs that take and send live messages, each at its own moment. */
export async function fillWorkspace(destination: Destination, history: readonly Told[]): Promise<void> {
  const rest = history.values();
  const live = async () => {
    for (const told of rest) await liveThrough(destination, told);
  };
  // Several at once, as each of them mostly waits for the database.
  await Promise.all([live(), live(), live()]);
}

async function liveThrough(destination: Destination, { remembered, work }: Told): Promise<void> {
  const { context, channelId } = destination;
  const { plan, chatId, messageIds } = remembered;
  const isAnswered = plan.messages.some(({ from }) => from === "shop");
  let conversationId: string | undefined;
  for (const [index, { from, text, at }] of plan.messages.entries()) {
    const sequence = messageIds[index] ?? 0;
    if (from === "customer") {
      const letter = letterOf(remembered, { from, text, at }, sequence);
      await receiveUpdates(atTime(context, at), { channelId, updates: [letter], position: null });
    } else if (conversationId) {
      await answer(destination, conversationId, { by: work.handler, at, text, chatId, sequence });
    }
    if (index > 0) continue;
    conversationId = await conversationOf(context, channelId, chatId);
    await takeOn(destination, { conversationId, at, isAnswered }, work);
  }
  const last = plan.messages.at(-1);
  if (!conversationId || !last) return;
  for (const reader of work.readers) {
    await markRead(actAs(destination, reader, later(last.at, 50)), destination, conversationId);
  }
  if (!isAnswered) return;
  await comeToAnEnd(destination, { conversationId, at: last.at, isArchived: plan.archived }, work);
}

/** Who reads it first passes on what is another team's; who will answer it claims it. */
async function takeOn(
  destination: Destination,
  { conversationId, at, isAnswered }: { conversationId: string; at: Date; isAnswered: boolean },
  { handler, team, passedOn }: PlannedWork,
): Promise<void> {
  const teamId = destination.teamIds.get(team);
  if (passedOn && teamId) {
    const formerTeamId = destination.teamIds.get(frontTeam) ?? null;
    const { by, note: text } = passedOn;
    await transferConversation(actAs(destination, by, later(at, 20)), conversationId, {
      to: { teamId },
      expectedTeamId: formerTeamId,
      expectedAssigneeId: null,
      ...(text !== null && { note: { idempotencyKey: newId(), text, mentions: [] } }),
    });
  }
  if (!isAnswered) return;
  const memberId = actorOf(destination, handler).memberId;
  const claim = { memberId, expectedAssigneeId: null };
  await assignConversation(actAs(destination, handler, later(at, 40)), conversationId, claim);
}

async function comeToAnEnd(
  destination: Destination,
  { conversationId, at, isArchived }: { conversationId: string; at: Date; isArchived: boolean },
  { handler, team, aside, toOwner }: PlannedWork,
): Promise<void> {
  const context = actAs(destination, handler, later(at, 60));
  if (aside) {
    const note = noteOf(destination, aside);
    await writeNote(context, conversationId, note);
  }
  if (toOwner) {
    const { memberId } = actorOf(destination, owner.email);
    const expectedAssigneeId = actorOf(destination, handler).memberId;
    await transferConversation(actAs(destination, handler, later(at, 90)), conversationId, {
      to: { memberId },
      expectedTeamId: destination.teamIds.get(team) ?? null,
      expectedAssigneeId,
      note: { idempotencyKey: newId(), text: "They asked for the Owner.", mentions: [] },
    });
  }
  if (isArchived) await archiveConversation(actAs(destination, handler, later(at, 120)), conversationId);
}

function noteOf({ actors }: Destination, { text, mention }: { text: string; mention: string | null }) {
  const person = mention === null ? undefined : people.find(({ email }) => email === mention);
  const memberId = mention === null ? undefined : actors.get(mention)?.memberId;
  const idempotencyKey = newId();
  if (!person || !memberId) return { idempotencyKey, text, mentions: [] };
  const name = `@${person.displayName}`;
  return { idempotencyKey, text: `${name} ${text}`, mentions: [{ memberId, offset: 0, length: name.length }] };
}

function actAs(destination: Destination, email: string, at: Date): Context {
  return { ...atTime(destination.context, at), actor: actorOf(destination, email) };
}

function actorOf({ actors }: Destination, email: string): MemberActor {
  const actor = actors.get(email);
  if (!actor) throw new Error(`Nobody with the address ${email} works there.`);
  return actor;
}

function atTime(context: Context, at: Date): Context {
  return { ...context, clock: { now: () => at } };
}

function later(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}

function letterOf({ plan, chatId }: RememberedConversation, message: PlannedMessage, sequence: number): InboundUpdate {
  const { firstName, lastName, username, language } = plan.customer;
  return {
    kind: "message",
    direction: "inbound",
    externalId: `${chatId}:${sequence}`,
    sequence,
    chatId: String(chatId),
    sender: { externalId: String(chatId), name: `${firstName} ${lastName}`, username, phone: null, language },
    sentAt: message.at,
    content: { kind: "text", text: message.text, entities: [] },
    replyToExternalId: null,
    raw: null,
  };
}

interface PastAnswer {
  readonly by: string;
  readonly at: Date;
  readonly text: string;
  readonly chatId: number;
  readonly sequence: number;
}

/** An answer of former times was delivered then: its lane finds nothing left to do. */
async function answer(
  destination: Destination,
  conversationId: string,
  { by, at, text, chatId, sequence }: PastAnswer,
): Promise<void> {
  const { adapters } = destination;
  await transact(actAs(destination, by, at), async (tx) => {
    const draft = { idempotencyKey: newId(), text, asDocument: false };
    const { id } = z
      .object({ id: z.string() })
      .parse(JSON.parse(await sendMessage(tx, { adapters }, conversationId, draft)));
    const place = { sequence: String(sequence) };
    const delivered = { state: "sent", external_id: `${chatId}:${sequence}`, ...place, attempts: 1 } as const;
    const message = tx.db.updateTable("messages").set(delivered).where("workspace_id", "=", tx.workspaceId);
    await message.where("id", "=", id).execute();
    await tx.db
      .updateTable("conversations")
      .set({ last_state: "sent", last_message_sequence: String(sequence) })
      .where("workspace_id", "=", tx.workspaceId)
      .where("id", "=", conversationId)
      .execute();
  });
}

function conversationOf(context: Context, channelId: string, chatId: number): Promise<string> {
  return transact(context, async (tx) => {
    const row = await tx.db
      .selectFrom("conversations")
      .select("id")
      .where("workspace_id", "=", tx.workspaceId)
      .where("channel_id", "=", channelId)
      .where("external_id", "=", String(chatId))
      .executeTakeFirstOrThrow();
    return row.id;
  });
}
