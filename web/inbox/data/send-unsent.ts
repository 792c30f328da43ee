import type { QueryClient } from "@tanstack/react-query";
import { sendMessage } from "#contract/messages.ts";
import { writeNote } from "#contract/notes.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { keepAnswer } from "#web/inbox/data/keep-thread.ts";
import { addUnsent, changeUnsent, dropUnsent, type Lane, type Unsent, unsentOf } from "#web/inbox/data/outbox.ts";
import { call } from "#web/shell/api.ts";
import { timesLineStood } from "#web/shell/line.ts";
import { isProblem, Problem } from "#web/shell/problem.ts";
import { entranceQuery } from "#web/shell/session.ts";

const untried = { state: "waiting", failure: null, refused: false, unreached: false } as const;

/** Shows a message at once and sends it, after everything that was written before it in this conversation. */
export function send(
  client: QueryClient,
  written: Pick<
    Unsent,
    | "idempotencyKey"
    | "memberId"
    | "conversationId"
    | "writtenAt"
    | "text"
    | "file"
    | "asDocument"
    | "voice"
    | "replyTo"
    | "note"
  >,
): void {
  addUnsent({ ...written, ...untried, settled: false });
  void work(client, written);
}

/** Sends a failed message once more, under the same key. */
export function retry(client: QueryClient, one: Unsent): void {
  changeUnsent(one.idempotencyKey, { ...untried });
  void work(client, one);
}

/** Gives a failed message up; what waited behind it goes on. */
export function discard(client: QueryClient, one: Unsent): void {
  dropUnsent(one.idempotencyKey);
  void work(client, one);
}

const pausesMs = [500, 2_000];

/** One message at a time and in the order of writing; one that could not be sent holds back those behind it. */
async function work(client: QueryClient, lane: Lane): Promise<void> {
  const waiting = unsentOf(lane).filter((one) => !(one.state === "failed" && one.refused));
  const next = waiting[0];
  if (next?.state !== "waiting" || waiting.some((one) => one.state === "sending")) return;
  const stood = timesLineStood.get();
  changeUnsent(next.idempotencyKey, { state: "sending" });
  try {
    keepAnswer(client, await post(next), undefined);
    dropUnsent(next.idempotencyKey);
  } catch (error) {
    changeUnsent(next.idempotencyKey, { ...failureOf(error), state: "failed", settled: false });
    if (isProblem(error, "unreachable")) sendWhenLineStands(client, lane, stood);
  }
  return work(client, lane);
}

function failureOf(error: unknown): Pick<Unsent, "failure" | "refused" | "unreached"> {
  if (isProblem(error, "unreachable"))
    return { failure: `${error.title} It is sent by itself as soon as it can be.`, refused: false, unreached: true };
  const refused = error instanceof Problem && error.status >= 400 && error.status < 500 && error.status !== 429;
  return { failure: sentenceOf(error), refused, unreached: false };
}

/** The line may have come back while the last try was under way, and would not tell again. */
function sendWhenLineStands(client: QueryClient, lane: Lane, stoodAtFirst: number): void {
  const stop = timesLineStood.subscribe(sendUnreached);
  if (timesLineStood.get() !== stoodAtFirst) sendUnreached();

  function sendUnreached(): void {
    // Another member may have signed in since, in whose name nothing of this goes out.
    if (client.getQueryData(entranceQuery.queryKey)?.session?.profile.id !== lane.memberId) return;
    stop();
    for (const one of unsentOf(lane).filter(({ unreached }) => unreached)) changeUnsent(one.idempotencyKey, untried);
    void work(client, lane);
  }
}

async function post(one: Unsent, tries = 0) {
  try {
    return await (one.note ? postNote(one, one.note) : postMessage(one));
  } catch (error) {
    const pause = pausesMs[tries];
    if (pause === undefined || !(error instanceof Problem) || (error.status > 0 && error.status < 500)) throw error;
    await new Promise((resolve) => setTimeout(resolve, pause));
    return post(one, tries + 1);
  }
}

function postMessage({ conversationId, idempotencyKey, text, file, asDocument, voice, replyTo }: Unsent) {
  return call(sendMessage, {
    params: { conversationId },
    body: {
      idempotencyKey,
      text,
      ...(file ? { fileId: file.id } : {}),
      ...(asDocument ? { asDocument } : {}),
      ...(voice ? { voice } : {}),
      ...(replyTo ? { replyToMessageId: replyTo.id } : {}),
    },
  });
}

function postNote({ conversationId, idempotencyKey, text }: Unsent, mentions: NonNullable<Unsent["note"]>) {
  return call(writeNote, { params: { conversationId }, body: { idempotencyKey, text, mentions: [...mentions] } });
}
