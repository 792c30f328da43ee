import type { Comparison, Spread } from "./measure.ts";

/** One line of the table: a case, its figures, the goal, and whether it was held. */
export interface Result {
  readonly name: string;
  readonly ours: string;
  readonly limit: string;
  readonly ratio: string;
  readonly goal: string;
  readonly held: boolean;
}

/** A rate compared with the rate of a limit: held when ours is at least `goal` times the limit. */
export function compareRates(name: string, { ours, limit, processorRatio }: Comparison, goal: number): Result {
  const ratio = ours.median / limit.median;
  return {
    name,
    ours: sayRate(ours),
    limit: sayRate(limit),
    ratio: Number.isNaN(processorRatio)
      ? ratio.toFixed(2)
      : `${ratio.toFixed(2)} (processor ${processorRatio.toFixed(2)})`,
    goal: `>= ${goal.toFixed(2)}`,
    held: ratio >= goal,
  };
}

/** A figure compared with a fixed bound: held when its median is at most `bound`. */
export function compareBound(name: string, { median, low, high }: Spread, bound: number, unit: string): Result {
  return {
    name,
    ours: `${round(median)} ${unit} (${round(low)} to ${round(high)})`,
    limit: `${bound} ${unit}`,
    ratio: bound === 0 ? "" : (median / bound).toFixed(2),
    goal: "<= 1.00",
    held: median <= bound,
  };
}

/** Prints the table of a run. */
export function printTable(results: readonly Result[]): void {
  const head = { name: "case", ours: "ours", limit: "limit", ratio: "ratio", goal: "goal", held: "held" };
  const rows = [head, ...results.map((result) => ({ ...result, held: result.held ? "yes" : "NO" }))];
  const columns = ["name", "ours", "limit", "ratio", "goal", "held"] as const;
  const width = (column: (typeof columns)[number]) => Math.max(...rows.map((row) => row[column].length));
  for (const row of rows) console.log(columns.map((column) => row[column].padEnd(width(column))).join("  "));
}

function sayRate({ median, low, high }: Spread): string {
  return `${round(median)}/s (${round(low)} to ${round(high)})`;
}

function round(figure: number): string {
  return figure >= 100 ? figure.toFixed(0) : figure.toFixed(2);
}
