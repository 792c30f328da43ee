import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { RawApi } from "grammy";
import { type Grammy, loadGrammy } from "#server/channels/telegram/load-grammy.ts";

/** The way to one Bot API server; connections are kept and shared by all bots. */
export interface TelegramLine {
  readonly apiRoot: string;
  readonly agent: HttpAgent;
}

/**
 * How a call failed. `refused`: it answered no. `not_reached`: nothing left this machine. `cut`: the line broke or the answer
 * was unreadable after the call had left, so it may have been carried out. `silent`: no answer in time. `stopped`: we gave up.
 */
export type Failure =
  | { readonly kind: "refused"; readonly code: number; readonly description: string; readonly retryAfter: number }
  | { readonly kind: "not_reached" | "cut" | "silent" | "stopped" };

/** What a call came to, with how long it took. */
export type Answer<T> = { readonly milliseconds: number } & (
  | { readonly ok: true; readonly result: T }
  | { readonly ok: false; readonly failure: Failure }
);

/** Whose call it is and how long it may take. */
export interface CallOptions {
  readonly token: string;
  readonly timeoutMilliseconds: number;
  readonly signal: AbortSignal;
}

type Call<T> = (methods: RawApi, signal: GrammySignal) => Promise<T>;
type GrammySignal = NonNullable<Parameters<RawApi["getMe"]>[0]>;

/** Makes the way to a Bot API server. Idle connections end after 10 s, before the server's side drops them under a call. */
export function telegramLine(apiRoot: string, connectMilliseconds: number): TelegramLine {
  const options = { keepAlive: true, timeout: 10_000 };
  const agent = apiRoot.startsWith("https:") ? new HttpsAgent(options) : new HttpAgent(options);
  limitConnecting(agent, connectMilliseconds);
  return { apiRoot, agent };
}

/**
 * A network that swallows packets must not be taken for a lost answer: as long as no connection stands, nothing has been sent,
 * and the message may be tried again.
 */
function limitConnecting(agent: HttpAgent, milliseconds: number): void {
  const connect = agent.createConnection.bind(agent);
  agent.createConnection = (options, callback) => {
    const socket = connect(options, callback);
    const giveUp = () => socket?.destroy(Object.assign(new Error("connect ETIMEDOUT"), { code: "ETIMEDOUT" }));
    const timer = setTimeout(giveUp, milliseconds);
    const ready = agent instanceof HttpsAgent ? "secureConnect" : "connect";
    for (const event of [ready, "close"]) socket?.once(event, () => clearTimeout(timer));
    return socket;
  };
}

/** Carries out one call of the Bot API. Never throws, and what it returns never holds the token. */
export async function callTelegram<T>(line: TelegramLine, options: CallOptions, call: Call<T>): Promise<Answer<T>> {
  const { token, timeoutMilliseconds, signal } = options;
  const grammy = await loadGrammy();
  const api = new grammy.Api(token, { apiRoot: line.apiRoot, baseFetchConfig: { agent: line.agent, compress: true } });
  const controller = new AbortController();
  const stop = () => controller.abort();
  const timer = setTimeout(stop, timeoutMilliseconds);
  signal.addEventListener("abort", stop, { once: true });
  if (signal.aborted) stop();
  const begun = performance.now();
  const duration = () => Math.round(performance.now() - begun);
  try {
    const result = await call(api.raw, asGrammySignal(controller.signal));
    return { ok: true, result, milliseconds: duration() };
  } catch (error) {
    return { ok: false, failure: failureOf(grammy, error, signal, controller.signal), milliseconds: duration() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", stop);
  }
}

function asGrammySignal(signal: object): GrammySignal {
  if (!isGrammySignal(signal)) throw new Error("This is not an abort signal.");
  return signal;
}

/** grammY's types name the signal of a polyfill; at run time it asks for no more than what every signal has. */
function isGrammySignal(signal: object): signal is GrammySignal {
  return "aborted" in signal && "addEventListener" in signal;
}

function failureOf({ GrammyError, HttpError }: Grammy, error: unknown, given: AbortSignal, own: AbortSignal): Failure {
  if (error instanceof GrammyError) {
    const { error_code: code, description, parameters } = error;
    return { kind: "refused", code, description, retryAfter: parameters.retry_after ?? 0 };
  }
  if (given.aborted) return { kind: "stopped" };
  if (own.aborted) return { kind: "silent" };
  return { kind: neverLeft(error instanceof HttpError ? error.error : error) ? "not_reached" : "cut" };
}

// Codes of Node (errors of net, dns and tls) that can only come before the first byte of a request.
const beforeSending =
  /^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EHOSTUNREACH|ENETUNREACH|ENETDOWN|CERT_\w+|ERR_TLS_\w+|UNABLE_TO_\w+|\w+_CERT\w*)$/;

function neverLeft(cause: unknown): boolean {
  if (!(cause instanceof Error) || !("code" in cause) || typeof cause.code !== "string") return false;
  return beforeSending.test(cause.code) || (cause.code === "ETIMEDOUT" && /connect ETIMEDOUT/.test(cause.message));
}
