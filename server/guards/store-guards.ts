import type { BodyOf } from "#contract/endpoint.ts";
import type { changeSendingGuards } from "#contract/sending-guards.ts";
import { recordAudit } from "#server/audit/record.ts";
import type { Transaction } from "#server/context.ts";
import { rouseLanes } from "#server/conversations/send/wake-lanes.ts";
import { presentSettings } from "#server/guards/present.ts";
import { type GuardsRow, lockGuards, updateGuards } from "#server/guards/queries.ts";
import { resetTurns } from "#server/guards/take-turn.ts";
import type { GuardSettings } from "#server/guards/usual-guards.ts";
import { announce } from "#server/platform/events/announce.ts";

type Change = BodyOf<typeof changeSendingGuards>;

/**
 * Stores what people chose for a channel whose kind is guarded, with its audit line, and lets go on what only waited for that. What
 * stays the same is no change.
 */
export async function storeGuards(
  tx: Transaction,
  { id, name }: { readonly id: string; readonly name: string },
  change: Change,
): Promise<void> {
  const former = await lockGuards(tx, id);
  const next = applied(former, change);
  const [before, after] = differing(presentSettings(former), presentSettings(next));
  if (Object.keys(after).length === 0) return;
  await updateGuards(tx, id, next);
  await announce(tx, { kind: "channel.guards_changed", subjectId: id });
  const subject = { kind: "channel" as const, id, name };
  await recordAudit(tx, { action: "channel.guards_changed", subject, before, after });
  if (former.mode === "stopped" && next.mode !== "stopped") await goOn(tx, id);
}

function applied(former: GuardsRow, change: Change): GuardSettings {
  return {
    mode: change.mode ?? former.mode,
    restrained_at: change.mode === undefined || change.mode === former.mode ? former.restrained_at : null,
    daily_first_contacts: change.dailyFirstContacts ?? former.daily_first_contacts,
    warm_up: change.warmUp ?? former.warm_up,
    opt_out_words: change.optOutWords ? eachOnce(change.optOutWords) : former.opt_out_words,
    loop_breaker: change.loopBreaker ?? former.loop_breaker,
  };
}

function eachOnce(words: readonly string[]): string[] {
  return words.filter((word, index) => words.findIndex((one) => one.toLowerCase() === word.toLowerCase()) === index);
}

/** Only what differs, before and after. */
function differing<T extends object>(before: T, after: T): [Record<string, unknown>, Record<string, unknown>] {
  const told = new Map<string, unknown>(Object.entries(before));
  const changed = Object.entries(after).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(told.get(name)),
  );
  return [Object.fromEntries(changed.map(([name]) => [name, told.get(name)])), Object.fromEntries(changed)];
}

/** What waits leaves at the usual pace, beginning now. */
async function goOn(tx: Transaction, channelId: string): Promise<void> {
  await resetTurns(tx, channelId, null);
  await rouseLanes(tx, channelId);
}
