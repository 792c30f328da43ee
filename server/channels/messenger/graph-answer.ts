import { z } from "zod";
import { readUsage } from "#server/channels/messenger/read-usage.ts";
import { parseJson } from "#server/platform/parse-json.ts";

/**
 * How a call failed. `refused`: the Graph API answered no, in its own words. `broken`: an error came from somewhere before it and cannot be
 * read. `not_reached`: nothing left this machine. `cut`: the line broke after the call had left. `unreadable`: it was carried out, and the
 * answer is not what it should be. `silent`: no answer in time. `stopped`: we gave up.
 */
export type GraphFailure =
  | GraphRefusal
  | { readonly kind: "broken"; readonly status: number }
  | { readonly kind: "not_reached" | "cut" | "unreadable" | "silent" | "stopped" };

/** The object `error` of developers.facebook.com/docs/graph-api/guides/error-handling, and for how long to stay away. */
export interface GraphRefusal {
  readonly kind: "refused";
  readonly status: number;
  readonly code: number;
  readonly subcode: number | null;
  readonly isTransient: boolean;
  readonly message: string;
  /** Seconds until calls are taken again, 0 where that is not told. */
  readonly waitSeconds: number;
}

/** What a call that was carried out answered, and how much of what is allowed is used up, in percent. */
interface Accepted<T> {
  readonly ok: true;
  readonly result: T;
  readonly usedPercent: number;
}

/** What a call came to, with how long it took. */
export type GraphAnswer<T> = { readonly milliseconds: number } & (
  | Accepted<T>
  | { readonly ok: false; readonly failure: GraphFailure }
);

const refusal = z.object({
  error: z.object({
    message: z.string().default(""),
    code: z.int(),
    error_subcode: z.int().optional(),
    is_transient: z.boolean().optional(),
  }),
});

/** Reads what the service answered: `status`, the headers of {@link readUsage} and the text of the body. */
export function readGraphAnswer<T>(
  shape: z.ZodType<T>,
  { status, headers, text }: { status: number; headers: Headers; text: string },
): Accepted<T> | { ok: false; failure: GraphFailure } {
  const body = parseJson(text);
  const { waitSeconds, usedPercent } = readUsage(headers);
  const refused = refusal.safeParse(body);
  if (refused.success) return { ok: false, failure: refusalOf(refused.data.error, status, waitSeconds) };
  if (status >= 400) return { ok: false, failure: { kind: "broken", status } };
  const parsed = shape.safeParse(body);
  return parsed.success
    ? { ok: true, result: parsed.data, usedPercent }
    : { ok: false, failure: { kind: "unreadable" } };
}

function refusalOf(error: z.output<typeof refusal>["error"], status: number, waitSeconds: number): GraphRefusal {
  return {
    kind: "refused",
    status,
    code: error.code,
    subcode: error.error_subcode ?? null,
    isTransient: error.is_transient ?? false,
    message: error.message,
    waitSeconds,
  };
}
