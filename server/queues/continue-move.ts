import { type Context, type MemberActor, read } from "#server/context.ts";
import { accessActor } from "#server/members/access.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { moveOpen } from "#server/queues/move-open.ts";
import { moveById } from "#server/queues/queries.ts";

/** Goes on with a move that is not finished, in the name of whoever asked for it. */
export async function continueMove(context: Context, moveId: string, signal: AbortSignal): Promise<void> {
  const [move] = await read(context, moveById(context, moveId));
  if (!move || move.finished_at) return;
  const actor = move.moved_by === null ? null : await actorOf(context, move.moved_by);
  await moveOpen(actor ? { ...context, actor } : context, moveId, signal);
}

/** Null for whoever works here no longer: what they began is then finished by Wokfow itself. */
function actorOf(context: Context, memberId: string): Promise<MemberActor | null> {
  return accessActor(context, memberId).catch((failure: unknown) => {
    if (failure instanceof Refusal) return null;
    throw failure;
  });
}
