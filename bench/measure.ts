import autocannon, { type Options } from "autocannon";
import { processorSeconds } from "./stage/processor-time.ts";

/** How much was done per second, and per second of processor time of those who did it, which others on the machine do not change. */
export interface Figure {
  readonly perSecond: number;
  readonly perProcessorSecond: number;
}

/** One side of a comparison: does a piece of work and says how much it did. */
export type Piece = () => Promise<Figure>;

/** Both sides of a comparison. `processorRatio` is ours divided by the limit. */
export interface Comparison {
  readonly ours: Spread;
  readonly limit: Spread;
  readonly processorRatio: number;
}

/** The median of several pieces with their quartiles. */
export interface Spread {
  readonly median: number;
  readonly low: number;
  readonly high: number;
}

/** How long and how often is measured. */
export interface Effort {
  readonly pieces: number;
  readonly seconds: number;
}

const connections = 16;

/** Runs both sides in turn, so that whatever else the machine does falls on both; the first piece of each only warms up. */
export async function alternate(ours: Piece, limit: Piece, pieces: number): Promise<Comparison> {
  const taken = { ours: [] as Figure[], limit: [] as Figure[] };
  for (let turn = 0; turn <= pieces; turn += 1) {
    const figure = { limit: await limit(), ours: await ours() };
    if (turn === 0) continue;
    taken.ours.push(figure.ours);
    taken.limit.push(figure.limit);
  }
  const rates = (figures: readonly Figure[]) => spread(figures.map(({ perSecond }) => perSecond));
  const costs = (figures: readonly Figure[]) => spread(figures.map(({ perProcessorSecond }) => perProcessorSecond));
  return {
    ours: rates(taken.ours),
    limit: rates(taken.limit),
    processorRatio: costs(taken.ours).median / costs(taken.limit).median,
  };
}

/** A piece that keeps 16 requests under way for some seconds; `workers` are the processes that serve them. Rejects when any is not 2xx. */
export function requests(
  options: Omit<Options, "connections" | "duration">,
  { seconds }: Effort,
  workers: readonly number[],
): Piece {
  return async () => {
    const before = processorSeconds(workers);
    const result = await autocannon({ ...options, connections, duration: seconds });
    const failed = result.errors + result.timeouts + result.non2xx;
    if (failed > 0) throw new Error(`${failed} requests to ${options.url} failed, so that the figure means nothing.`);
    const answered = result["2xx"];
    return {
      perSecond: answered / result.duration,
      perProcessorSecond: answered / (processorSeconds(workers) - before),
    };
  };
}

/** Median and quartiles of figures, in any order. */
export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((one, other) => one - other);
  return { median: at(sorted, 0.5), low: at(sorted, 0.25), high: at(sorted, 0.75) };
}

function at(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
