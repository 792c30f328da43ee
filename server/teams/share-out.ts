import type { Distribution } from "#contract/teams.ts";

/** Somebody who may be given conversations now, and how many open ones they have. */
export interface Candidate {
  readonly memberId: string;
  readonly open: number;
}

/** By which rule a team's conversations are given out; nobody is brought above `cap` open ones. */
export interface Rule {
  readonly distribution: Distribution;
  readonly cap: number | null;
}

/**
 * Shares conversations out, the first of them first. `candidates` stand in the order in which they wait for one, the longest first;
 * who is given one goes to the end. Round robin takes the first in that line, fewest open the first of those with the fewest. What
 * nobody may take is left.
 */
export function shareOut(
  conversationIds: readonly string[],
  candidates: readonly Candidate[],
  { distribution, cap }: Rule,
): { conversationId: string; memberId: string }[] {
  if (distribution === "by_hand") return [];
  const line = candidates.map((candidate) => ({ ...candidate }));
  const gifts: { conversationId: string; memberId: string }[] = [];
  for (const conversationId of conversationIds) {
    const next = chooseNext(line, distribution, cap ?? Number.POSITIVE_INFINITY);
    if (!next) break;
    next.open += 1;
    line.splice(line.indexOf(next), 1);
    line.push(next);
    gifts.push({ conversationId, memberId: next.memberId });
  }
  return gifts;
}

function chooseNext<Waiting extends Candidate>(
  line: readonly Waiting[],
  distribution: Distribution,
  cap: number,
): Waiting | undefined {
  const free = line.filter(({ open }) => open < cap);
  if (distribution === "round_robin") return free[0];
  return free.reduce<Waiting | undefined>((best, one) => (best && best.open <= one.open ? best : one), undefined);
}
