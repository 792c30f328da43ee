import { useSyncExternalStore } from "react";
import type { UploadedFile } from "#contract/files.ts";
import type { Message, OutboundDraft } from "#contract/messages.ts";
import type { NoteDraft } from "#contract/notes.ts";
import { keepStored, readStored } from "#web/inbox/data/stored.ts";
import { useSession } from "#web/shell/session.ts";
import { createStore, useStore } from "#web/shell/store.ts";

/** A message that this browser has taken from its member and the server has not confirmed yet. */
export interface Unsent {
  /** Made once per message and kept across retries, so that a retry is never a second message. */
  readonly idempotencyKey: string;
  /** Who wrote it; another member may sign in after them in the same tab. */
  readonly memberId: string;
  readonly conversationId: string;
  readonly writtenAt: string;
  readonly text: string;
  readonly file: UploadedFile | null;
  readonly replyTo: Message["replyTo"];
  /** A picture or film that goes out as a document. */
  readonly asDocument: boolean;
  /** The length and loudness of a voice message, whose sound is the file; null for everything else. */
  readonly voice: NonNullable<OutboundDraft["voice"]> | null;
  /** The mentions of a note; null for what goes to the customer. */
  readonly note: NoteDraft["mentions"] | null;
  readonly state: "waiting" | "sending" | "failed";
  /** Why it failed, in sentences; null while it has not. */
  readonly failure: string | null;
  /** The server refused it, so trying again as it is will not help; what was written after it need not wait. */
  readonly refused: boolean;
  /** The server was never reached, so it goes out by itself when the line is back. */
  readonly unreached: boolean;
  /** A live event has already brought the stored message, so the bubble is not drawn a second time. */
  readonly settled: boolean;
}

const storageKey = "wokfow.unsent";
const unsent = createStore<readonly Unsent[]>(restore());
if (unsent.get().length > 0) guard(unsent.get());

/** One member's messages in one conversation. They leave one after the other. */
export type Lane = Pick<Unsent, "memberId" | "conversationId">;

/** What the signed-in member wrote in a conversation and is not confirmed yet, in the order of writing. */
export function useUnsent(conversationId: string): readonly Unsent[] {
  const memberId = useSession().profile.id;
  return useStore(unsent).filter((one) => isOf(one, { memberId, conversationId }));
}

/** Whether something that the signed-in member wrote in a conversation could not be sent. */
export function useHasFailed(conversationId: string): boolean {
  const memberId = useSession().profile.id;
  return useSyncExternalStore(unsent.subscribe, () =>
    unsent.get().some((one) => one.state === "failed" && isOf(one, { memberId, conversationId })),
  );
}

/** What is not confirmed yet in a lane, for code outside of components. */
export function unsentOf(lane: Lane): readonly Unsent[] {
  return unsent.get().filter((one) => isOf(one, lane));
}

/** Takes a message in. It survives a reload of this tab. */
export function addUnsent(one: Unsent): void {
  write([...unsent.get(), one]);
}

/** Changes a message that is not confirmed yet. */
export function changeUnsent(idempotencyKey: string, change: Partial<Unsent>): void {
  write(unsent.get().map((one) => (one.idempotencyKey === idempotencyKey ? { ...one, ...change } : one)));
}

/** Forgets a message, because the server has it or its author gave it up. */
export function dropUnsent(idempotencyKey: string): void {
  write(unsent.get().filter((one) => one.idempotencyKey !== idempotencyKey));
}

/**
 * A live event may bring the stored message before the answer to the sending does. The first message on its way that says
 * the same is then no longer drawn; should its sending fail after all, it is drawn again and retried under the same key.
 */
export function settleByMessage(message: Message, memberId: string): void {
  const match = unsentOf({ memberId, conversationId: message.conversationId }).find(
    (one) => one.state === "sending" && !one.settled && saysTheSame(one, message),
  );
  if (match) changeUnsent(match.idempotencyKey, { settled: true });
}

function isOf(one: Unsent, lane: Lane): boolean {
  return one.memberId === lane.memberId && one.conversationId === lane.conversationId;
}

function saysTheSame(one: Unsent, { content, direction }: Message): boolean {
  if ((one.note !== null) !== (direction === "note")) return false;
  const text = "text" in content ? content.text : "";
  const fileId = "attachment" in content ? content.attachment.fileId : null;
  return text.trim() === one.text.trim() && fileId === (one.file?.id ?? null);
}

function write(next: readonly Unsent[]): void {
  unsent.set(next);
  keepStored(() => sessionStorage, storageKey, next.length > 0 ? next : null);
  guard(next);
}

/** Closing the tab would end what is kept in it, and nobody would know of the message any more. */
function guard(waiting: readonly Unsent[]): void {
  if (waiting.length > 0) window.addEventListener("beforeunload", askBeforeLeaving);
  else window.removeEventListener("beforeunload", askBeforeLeaving);
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Of this tab only, so that two tabs never send for each other. What was on its way when the page was left waits for its author. */
function restore(): readonly Unsent[] {
  const kept = readStored<Unsent[]>(() => sessionStorage, storageKey) ?? [];
  return kept.map((one) => ({
    ...one,
    note: one.note ?? null,
    asDocument: one.asDocument ?? false,
    voice: one.voice ?? null,
    state: "failed",
    settled: false,
    unreached: false,
    failure: "This page was left before the message was confirmed.",
  }));
}
