import { z } from "zod";
import { callGraph, type GraphLine } from "#server/channels/messenger/call-graph.ts";
import type { GraphAnswer } from "#server/channels/messenger/graph-answer.ts";

/** What the service says about a token. */
export interface TokenFacts {
  readonly isValid: boolean;
  readonly scopes: ReadonlySet<string>;
  /** When a person must log in again at the latest; null: never. */
  readonly expiresAt: Date | null;
}

// Seconds since 1970; 0 is never.
const moment = z
  .int()
  .min(0)
  .nullish()
  .transform((seconds) => (seconds ? new Date(seconds * 1000) : null));
const answer = z.object({
  data: z.object({
    is_valid: z.boolean(),
    scopes: z.array(z.string()).default([]),
    expires_at: moment,
    data_access_expires_at: moment,
  }),
});

/**
 * Asks about a token in the name of the app: developers.facebook.com/docs/graph-api/reference/debug_token. The question travels as a form,
 * which says itself that it only reads, so that no token stands in an address.
 */
export async function debugToken(
  line: GraphLine,
  token: string,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<GraphAnswer<TokenFacts>> {
  const asked = await callGraph(line, {
    verb: "POST",
    path: "debug_token",
    token: `${line.appId}|${line.appSecret}`,
    form: { method: "get", input_token: token },
    answer,
    timeoutMilliseconds,
    signal,
  });
  return asked.ok ? { ...asked, result: factsOf(asked.result) } : asked;
}

/** What the person shares with the app ends by itself, too, unless they come back within 90 days: /docs/facebook-login/auth-vs-data. */
function factsOf({ data }: z.output<typeof answer>): TokenFacts {
  const ends = [data.expires_at, data.data_access_expires_at].filter((end) => end !== null);
  const earliest = ends.toSorted((one, other) => one.getTime() - other.getTime())[0] ?? null;
  return { isValid: data.is_valid, scopes: new Set(data.scopes), expiresAt: data.is_valid ? earliest : null };
}
