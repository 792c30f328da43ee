import type { Transaction } from "#server/context.ts";

/** What one side wrote, and when we had it. */
export interface Turn {
  readonly direction: "inbound" | "outbound";
  readonly at: Date;
  readonly text: string;
}

// Nobody reads and answers within two seconds six times in a row; a service takes some seconds to carry what both sides write.
const fastExchanges = 6;
const ourMilliseconds = 2_000;
const theirMilliseconds = 10_000;
const sameExchanges = 4;
const sameMilliseconds = 3_600_000;

/**
 * Whether two programs answer each other in a conversation, judged by its latest messages since a person last released it: both sides
 * take turns, and either six answers of ours in a row came within two seconds of the customer's message and theirs within ten of ours,
 * or both have repeated themselves word by word four times within an hour.
 */
export async function isLoop(tx: Transaction, conversationId: string): Promise<boolean> {
  const { workspaceId } = tx;
  const rows = await tx.db
    .selectFrom("messages as m")
    .innerJoin("conversations as c", (join) =>
      join.onRef("c.workspace_id", "=", "m.workspace_id").onRef("c.id", "=", "m.conversation_id"),
    )
    .select(["m.direction", "m.created_at as at", "m.text"])
    .where("m.workspace_id", "=", workspaceId)
    .where("m.conversation_id", "=", conversationId)
    .where("m.direction", "<>", "note")
    .where("m.state", "<>", "refused")
    .where((row) => row.or([row("c.released_at", "is", null), row("m.created_at", ">", row.ref("c.released_at"))]))
    .orderBy("m.sent_at", "desc")
    .orderBy("m.sequence", "desc")
    .orderBy("m.id", "desc")
    .limit(2 * fastExchanges)
    .execute();
  const turns = rows.flatMap(({ direction, at, text }) => (direction === "note" ? [] : [{ direction, at, text }]));
  return repeats(turns.toSorted((one, other) => one.at.getTime() - other.at.getTime()));
}

/** The same of messages that are at hand, oldest first. */
export function repeats(turns: readonly Turn[]): boolean {
  return isTooFast(exchangesOf(turns, fastExchanges)) || isTheSame(exchangesOf(turns, sameExchanges));
}

/** What the customer wrote, and our answer. */
interface Exchange {
  readonly theirs: Turn;
  readonly ours: Turn;
}

/** The latest exchanges, null where the two sides do not simply take turns or have not done so as often. */
function exchangesOf(turns: readonly Turn[], count: number): Exchange[] | null {
  const latest = turns.slice(-2 * count);
  if (latest.length < 2 * count) return null;
  const exchanges: Exchange[] = [];
  for (let index = 0; index < latest.length; index += 2) {
    const [theirs, ours] = latest.slice(index, index + 2);
    if (theirs?.direction !== "inbound" || ours?.direction !== "outbound") return null;
    exchanges.push({ theirs, ours });
  }
  return exchanges;
}

function isTooFast(exchanges: readonly Exchange[] | null): boolean {
  if (!exchanges) return false;
  return exchanges.every(({ theirs, ours }, index) => {
    const before = exchanges[index - 1]?.ours;
    const isTheirsFast = !before || between(before, theirs) <= theirMilliseconds;
    return isTheirsFast && between(theirs, ours) <= ourMilliseconds;
  });
}

function isTheSame(exchanges: readonly Exchange[] | null): boolean {
  const [first] = exchanges ?? [];
  const last = exchanges?.at(-1);
  if (!exchanges || !first || !last || first.theirs.text === "" || first.ours.text === "") return false;
  if (between(first.theirs, last.ours) > sameMilliseconds) return false;
  return exchanges.every(({ theirs, ours }) => theirs.text === first.theirs.text && ours.text === first.ours.text);
}

function between(one: Turn, other: Turn): number {
  return other.at.getTime() - one.at.getTime();
}
