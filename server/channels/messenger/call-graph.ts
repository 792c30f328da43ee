import { createHmac } from "node:crypto";
import type { z } from "zod";
import { exchange, NotReached, type Parcel } from "#server/channels/messenger/exchange.ts";
import { type GraphAnswer, type GraphFailure, readGraphAnswer } from "#server/channels/messenger/graph-answer.ts";
import { graphVersion } from "#server/channels/messenger/graph-version.ts";
import type { FacebookSettings } from "#server/platform/settings.ts";

/** The way to the Graph API, for one app. */
export interface GraphLine {
  readonly root: string;
  readonly appId: string;
  readonly appSecret: string;
}

/**
 * One call. `path` comes after the version, such as "me/accounts". `form` is sent as a form and `body` as JSON, or as it is when it
 * holds files. What is secret goes into `form`, `body` or `token`, never into `query`.
 */
export interface GraphCall<T> {
  readonly verb: "GET" | "POST" | "DELETE";
  readonly path: string;
  /** In whose name; null for the calls of a login, which carry the secret of the app. */
  readonly token: string | null;
  readonly query?: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>> | FormData;
  /** What a right answer looks like. */
  readonly answer: z.ZodType<T>;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

/** The way to the Graph API; null as long as the operator has not named the app. */
export function graphLine({ graphUrl, appId, appSecret }: FacebookSettings): GraphLine | null {
  return appId === undefined || appSecret === undefined ? null : { root: graphUrl, appId, appSecret };
}

/**
 * Carries out one call of the Graph API. Never throws, and what it returns never holds a token. Calls prove that they come from the app:
 * developers.facebook.com/docs/graph-api/guides/secure-requests.
 */
export async function callGraph<T>(line: GraphLine, call: GraphCall<T>): Promise<GraphAnswer<T>> {
  const deadline = AbortSignal.timeout(call.timeoutMilliseconds);
  const begun = performance.now();
  const duration = () => Math.round(performance.now() - begun);
  try {
    const reply = await exchange(addressOf(line, call), await parcelOf(call), AbortSignal.any([deadline, call.signal]));
    return { ...readGraphAnswer(call.answer, reply), milliseconds: duration() };
  } catch (error) {
    return { ok: false, failure: failureOf(error, call.signal, deadline), milliseconds: duration() };
  }
}

function addressOf(line: GraphLine, { path, token, query }: GraphCall<unknown>): URL {
  const address = new URL(`${line.root}/${graphVersion}/${path}`);
  for (const [name, value] of Object.entries(query ?? {})) address.searchParams.set(name, value);
  if (token !== null) address.searchParams.set("appsecret_proof", proofOf(line, token));
  return address;
}

function proofOf({ appSecret }: GraphLine, token: string): string {
  return createHmac("sha256", appSecret).update(token).digest("hex");
}

async function parcelOf({ verb, token, form, body }: GraphCall<unknown>): Promise<Parcel> {
  const headers = { accept: "application/json", ...(token !== null && { authorization: `Bearer ${token}` }) };
  const content = form ? new URLSearchParams(form) : body instanceof FormData ? body : null;
  if (content) {
    const written = new Response(content);
    const type = { "content-type": written.headers.get("content-type") ?? "" };
    return { verb, headers: { ...headers, ...type }, body: Buffer.from(await written.arrayBuffer()) };
  }
  if (!body) return { verb, headers, body: null };
  return { verb, headers: { ...headers, "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}

function failureOf(error: unknown, given: AbortSignal, deadline: AbortSignal): GraphFailure {
  if (error instanceof NotReached) return { kind: "not_reached" };
  if (given.aborted) return { kind: "stopped" };
  return { kind: deadline.aborted ? "silent" : "cut" };
}
