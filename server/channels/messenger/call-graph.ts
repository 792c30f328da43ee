import { createHmac } from "node:crypto";
import type { z } from "zod";
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

// Answers are a few hundred bytes, a list of pages some ten thousand.
const mostBytes = 4_000_000;

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
    const response = await fetch(addressOf(line, call), requestOf(call, AbortSignal.any([deadline, call.signal])));
    const text = await readText(response);
    const { status, headers } = response;
    return { ...readGraphAnswer(call.answer, { status, headers, text }), milliseconds: duration() };
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

function requestOf({ verb, token, form, body }: GraphCall<unknown>, signal: AbortSignal): RequestInit {
  const headers = new Headers({ accept: "application/json" });
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  // Nobody else is handed what a call carries.
  const request: RequestInit = { method: verb, headers, signal, redirect: "error" };
  if (form) return { ...request, body: new URLSearchParams(form) };
  if (body instanceof FormData) return { ...request, body };
  if (!body) return request;
  headers.set("content-type", "application/json");
  return { ...request, body: JSON.stringify(body) };
}

async function readText(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    bytes += part.byteLength;
    if (bytes > mostBytes) throw new Error("The answer does not end.");
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}

function failureOf(error: unknown, given: AbortSignal, deadline: AbortSignal): GraphFailure {
  if (given.aborted) return { kind: "stopped" };
  if (deadline.aborted) return { kind: "silent" };
  return { kind: neverLeft(error) ? "not_reached" : "cut" };
}

// Codes of Node and of its fetch that can only come before the first byte of a request.
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|ERR_TLS_\w+|UNABLE_TO_\w+|\w+_CERT\w*)$/;

/** Where a name has several addresses, each has failed. */
function neverLeft(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError) return cause.errors.every(hasCodeBefore);
  return hasCodeBefore(cause);
}

function hasCodeBefore(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error) || typeof error.code !== "string") return false;
  return (
    beforeSending.test(error.code) || (error.code === "ETIMEDOUT" && "syscall" in error && error.syscall === "connect")
  );
}
