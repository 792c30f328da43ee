import { z } from "zod";
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

/** What a call came to, with how long it took. */
export type GraphAnswer<T> = { readonly milliseconds: number } & (
  | { readonly ok: true; readonly result: T }
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

/** Reads what the service answered: `status`, the header of {@link waitSecondsOf} and the text of the body. */
export function readGraphAnswer<T>(
  shape: z.ZodType<T>,
  { status, headers, text }: { status: number; headers: Headers; text: string },
): { ok: true; result: T } | { ok: false; failure: GraphFailure } {
  const body = parseJson(text);
  const refused = refusal.safeParse(body);
  if (refused.success) return { ok: false, failure: refusalOf(refused.data.error, status, waitSecondsOf(headers)) };
  if (status >= 400) return { ok: false, failure: { kind: "broken", status } };
  const parsed = shape.safeParse(body);
  return parsed.success ? { ok: true, result: parsed.data } : { ok: false, failure: { kind: "unreadable" } };
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

const usage = z.record(
  z.string(),
  z.array(z.object({ estimated_time_to_regain_access: z.number().min(0).default(0) })),
);

/**
 * The longest wait that `X-Business-Use-Case-Usage` asks for, in seconds; it counts in minutes:
 * developers.facebook.com/docs/graph-api/overview/rate-limiting.
 */
function waitSecondsOf(headers: Headers): number {
  const parsed = usage.safeParse(parseJson(headers.get("x-business-use-case-usage") ?? ""));
  if (!parsed.success) return 0;
  const minutes = Object.values(parsed.data).flatMap((uses) => uses.map((use) => use.estimated_time_to_regain_access));
  return Math.ceil(Math.max(0, ...minutes) * 60);
}
