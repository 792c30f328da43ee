import { z } from "zod";
import { parseJson } from "#server/platform/parse-json.ts";

/** How much of what is allowed is used up, in percent, and for how many seconds to stay away; 0 where that is not told. */
export interface Usage {
  readonly usedPercent: number;
  readonly waitSeconds: number;
}

// Each counts for itself, and the fullest one decides.
const use = z.object({
  call_count: z.number().min(0).default(0),
  total_time: z.number().min(0).default(0),
  total_cputime: z.number().min(0).default(0),
  estimated_time_to_regain_access: z.number().min(0).default(0),
});
type Use = z.output<typeof use>;
const useCases = z.record(z.string(), z.array(use));

/**
 * Reads `X-App-Usage`, `X-Page-Usage` and `X-Business-Use-Case-Usage`, whichever came; the last counts waits in minutes:
 * developers.facebook.com/docs/graph-api/overview/rate-limiting. Never throws.
 */
export function readUsage(headers: Headers): Usage {
  const cases = useCases.safeParse(jsonOf(headers, "x-business-use-case-usage")).data ?? {};
  const alone = ["x-app-usage", "x-page-usage"].flatMap((name) => use.safeParse(jsonOf(headers, name)).data ?? []);
  const uses = [...alone, ...Object.values(cases).flat()];
  return {
    usedPercent: largest(uses, (one) => Math.max(one.call_count, one.total_time, one.total_cputime)),
    waitSeconds: Math.ceil(largest(uses, (one) => one.estimated_time_to_regain_access) * 60),
  };
}

function jsonOf(headers: Headers, name: string): unknown {
  return parseJson(headers.get(name) ?? "");
}

function largest(uses: readonly Use[], of: (one: Use) => number): number {
  return uses.reduce((most, one) => Math.max(most, of(one)), 0);
}
