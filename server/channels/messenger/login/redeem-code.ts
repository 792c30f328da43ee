import { z } from "zod";
import type { LoginOutcome } from "#server/channels/connecting.ts";
import { callGraph, type GraphCall, type GraphLine } from "#server/channels/messenger/call-graph.ts";
import { debugToken } from "#server/channels/messenger/debug-token.ts";
import type { GraphFailure } from "#server/channels/messenger/graph-answer.ts";
import { listPages } from "#server/channels/messenger/login/list-pages.ts";
import { portfolioPermission, requiredPermissions } from "#server/channels/messenger/login/permissions.ts";
import { cleanText } from "#server/conversations/clean-text.ts";

/** The code of a login, and the address it was sent to. */
export interface LoginCode {
  readonly code: string;
  readonly returnAddress: string;
}

/** A call of a login, which ends when the login does. */
export type Ask = <T>(call: Omit<GraphCall<T>, "timeoutMilliseconds" | "signal">) => Promise<T>;

const callMilliseconds = 15_000;

/**
 * Exchanges a code for a token that lasts, and lists the pages of whoever has logged in. The tokens of the pages come from the lasting
 * one, and so do not end by themselves: https://developers.facebook.com/docs/facebook-login/guides/access-tokens/get-long-lived.
 * Never throws.
 */
export async function redeemCode(line: GraphLine, given: LoginCode, signal: AbortSignal): Promise<LoginOutcome> {
  const ask: Ask = async (call) => {
    const answer = await callGraph(line, { ...call, timeoutMilliseconds: callMilliseconds, signal });
    if (answer.ok) return answer.result;
    throw new Failed(outcomeOf(answer.failure));
  };
  try {
    return await redeem(line, given, ask, signal);
  } catch (error) {
    if (error instanceof Failed) return error.outcome;
    return failed("service_error");
  }
}

class Failed extends Error {
  readonly outcome: LoginOutcome;
  constructor(outcome: LoginOutcome) {
    super();
    this.outcome = outcome;
  }
}

async function redeem(line: GraphLine, given: LoginCode, ask: Ask, signal: AbortSignal): Promise<LoginOutcome> {
  const token = await exchange(line, given, ask);
  const [{ id: personId, name: person }, granted] = await Promise.all([
    ask({ verb: "GET", path: "me", token, query: { fields: "id,name" }, answer: someone }),
    grantedTo(token, ask),
  ]);
  const missing = requiredPermissions.filter((name) => !granted.has(name));
  if (missing.length > 0) return failed("permission_missing", missing);
  const accounts = await listPages({
    ...{ ask, token, personId, graphUrl: line.root, signal },
    endOf: (pageToken) => endOf(line, pageToken, signal),
  });
  if (accounts.length > 0) return { outcome: "granted", personId, person, accounts };
  return failed("no_account", granted.has(portfolioPermission) ? [] : [portfolioPermission]);
}

const someone = z.object({ id: z.string(), name: z.string().transform(cleanText) });
const newToken = z.object({ access_token: z.string().min(1) });

/** The token that comes for a code is good for an hour or two; it is exchanged at once for one of about 60 days. */
async function exchange(
  { appId, appSecret }: GraphLine,
  { code, returnAddress }: LoginCode,
  ask: Ask,
): Promise<string> {
  const call = { verb: "POST", path: "oauth/access_token", token: null, answer: newToken } as const;
  const app = { client_id: appId, client_secret: appSecret };
  const { access_token: short } = await ask({ ...call, form: { ...app, code, redirect_uri: returnAddress } });
  const prolonged = { grant_type: "fb_exchange_token", fb_exchange_token: short };
  return (await ask({ ...call, form: { ...app, ...prolonged } })).access_token;
}

const permissions = z.object({ data: z.array(z.object({ permission: z.string(), status: z.string() })) });

/** https://developers.facebook.com/docs/graph-api/reference/user/permissions */
async function grantedTo(token: string, ask: Ask): Promise<ReadonlySet<string>> {
  const { data } = await ask({
    verb: "GET",
    path: "me/permissions",
    token,
    query: { limit: "200" },
    answer: permissions,
  });
  return new Set(data.filter(({ status }) => status === "granted").map(({ permission }) => permission));
}

/**
 * Until when Facebook hands out what belongs to this login: 90 days, unless the person comes back before. It is the same for all pages;
 * where it is not told, the checks of the channel will tell.
 */
async function endOf(line: GraphLine, pageToken: string, signal: AbortSignal): Promise<Date | null> {
  const asked = await debugToken(line, pageToken, callMilliseconds, signal);
  return asked.ok ? asked.result.expiresAt : null;
}

/** 100 and 190: this code was used before, is too old, or was made for another address. */
function outcomeOf(failure: GraphFailure): LoginOutcome {
  if (failure.kind === "refused") return failed([100, 190].includes(failure.code) ? "code_refused" : "service_error");
  const isAnswered = failure.kind === "broken" || failure.kind === "unreadable";
  return failed(isAnswered ? "service_error" : "unreachable");
}

function failed(
  reason: Extract<LoginOutcome, { outcome: "failed" }>["reason"],
  missing: readonly string[] = [],
): LoginOutcome {
  return { outcome: "failed", reason, missing };
}
