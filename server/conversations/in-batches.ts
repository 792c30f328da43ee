import { type Context, type Transaction, transact } from "#server/context.ts";

/** Changes at most so many conversations and returns how many; without `waiting` only those that nobody else is changing. */
type Batch = (tx: Transaction, most: number, waiting: boolean) => Promise<number>;

const batchSize = 500;

/**
 * Changes any number of conversations in short transactions, until there are no more, and returns how many. Those that are being
 * changed at this moment come last, one by one, so that nobody waits for two of them.
 */
export async function inBatches(context: Context, change: Batch): Promise<number> {
  let changed = 0;
  for (;;) {
    const many = await transact(context, (tx) => change(tx, batchSize, false));
    const one = many > 0 ? 0 : await transact(context, (tx) => change(tx, 1, true));
    if (many + one === 0) return changed;
    changed += many + one;
  }
}
