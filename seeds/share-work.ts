import { asides, passedOn } from "./dialogues.ts";
import { type Dice, dice } from "./dice.ts";
import { admin, colleagues, frontTeam, leaver, owner, type TeamName, teams } from "./people.ts";
import type { PlannedConversation } from "./plan-history.ts";

/** Who did what with a conversation, by e-mail address. */
export interface PlannedWork {
  readonly team: TeamName;
  readonly handler: string;
  /** Who read it first and passed it on to the team, with a note for half of them; null where it was right at once. */
  readonly passedOn: { readonly by: string; readonly note: string | null } | null;
  /** What the handler noted on the way, perhaps for somebody. */
  readonly aside: { readonly text: string; readonly mention: string | null } | null;
  /** The handler asked the Owner to take over in the end. */
  readonly toOwner: boolean;
  /** Who has seen all of it by now. */
  readonly readers: readonly string[];
}

/** When the company grew, as days before the demo's beginning. */
export const since = { founding: 100, teams: 83, leaving: 9, news: 2 };

/** Shares out conversations among whoever worked there then; the same seed shares them alike. `now` is the demo's beginning. */
export function shareWork(plans: readonly PlannedConversation[], now: Date, seed: number): PlannedWork[] {
  const roll = dice(seed);
  return plans.map((plan) => shareOne(roll, plan, daysBefore(plan, now)));
}

/** How many days before the demo's beginning a conversation began. */
export function daysBefore({ messages }: PlannedConversation, now: Date): number {
  return (now.getTime() - (messages[0]?.at ?? now).getTime()) / 86_400_000;
}

function shareOne(roll: Dice, plan: PlannedConversation, age: number): PlannedWork {
  const team = teamFor(plan);
  if (age > since.teams)
    return { team, handler: owner.email, passedOn: null, aside: null, toOwner: false, readers: [owner.email] };
  const handler = roll.pick(membersOf(team, age));
  const note = roll.chance(0.5) ? roll.pick(passedOn) : null;
  const mention = roll.chance(0.5) ? roll.pick([owner.email, admin.email, teams[team].lead]) : null;
  return {
    team,
    handler,
    passedOn: team === frontTeam ? null : { by: roll.pick(membersOf(frontTeam, age)), note },
    aside: roll.chance(0.15) ? { text: roll.pick(asides), mention: mention === handler ? null : mention } : null,
    toOwner: !plan.archived && roll.chance(0.1),
    readers: [...(age > 0.3 ? [handler] : []), ...(age > 1 && roll.chance(0.8) ? [owner.email] : [])],
  };
}

function membersOf(team: TeamName, age: number): string[] {
  const there = colleagues.filter((one) => one.team === team && (one !== leaver || age > since.leaving));
  return there.map(({ email }) => email);
}

const subjects: Readonly<Partial<Record<TeamName, RegExp>>> = {
  Workshop: /crack|dishwasher|Spülmaschine|se ha roto|workshop|pottery class/i,
  Sales: /price for that many|back in stock|any chance|gibt es die|tenéis|المزهرية/i,
};

function teamFor({ messages }: PlannedConversation): TeamName {
  const first = messages[0]?.text ?? "";
  if (subjects.Workshop?.test(first)) return "Workshop";
  return subjects.Sales?.test(first) ? "Sales" : frontTeam;
}
