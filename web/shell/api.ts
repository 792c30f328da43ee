import type { z } from "zod";
import type { AnswerOf, BodyGiven, Endpoint, QueryGiven } from "#contract/endpoint.ts";
import { problem } from "#contract/problem.ts";
import { linesOf } from "#web/shell/lines-of.ts";
import { Problem, unreachable } from "#web/shell/problem.ts";

/** What a call to this endpoint needs: exactly the parts that it declares. */
export type Given<E extends Endpoint> = (E extends { params: infer P extends z.ZodType }
  ? { readonly params: z.input<P> }
  : unknown) &
  (E extends { query: z.ZodType } ? { readonly query?: QueryGiven<E> } : unknown) &
  (E extends { body: z.ZodType } ? { readonly body: BodyGiven<E> } : unknown) &
  (E extends { upload: true } ? { readonly file: Blob; readonly fileName?: string } : unknown) & {
    readonly signal?: AbortSignal;
  };

type Arguments<E extends Endpoint> = Record<string, never> extends Given<E> ? [given?: Given<E>] : [given: Given<E>];

interface Loose {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly file?: Blob;
  readonly fileName?: string;
  readonly signal?: AbortSignal;
}

/**
 * Calls one endpoint of the contract and answers what it answers on success. Throws a `Problem` otherwise, which carries
 * the sentences for people; a call without an answer throws one with the code `unreachable`. An aborted call throws the
 * browser's AbortError, as TanStack Query expects.
 *
 *     const row = await call(readConversation, { params: { conversationId } });
 */
export async function call<E extends Endpoint>(endpoint: E, ...[given]: Arguments<E>): Promise<AnswerOf<E>> {
  return bodyOf(await ask(endpoint, given ?? {}));
}

/**
 * Calls an endpoint that answers newline-delimited JSON and hands over each line as it comes. Throws as `call` does, also when the
 * line breaks in the middle; ends when the server is done. The caller's signal ends the call.
 */
export async function* callLines<E extends Endpoint, Line extends z.ZodType>(
  endpoint: E,
  line: Line,
  ...[given]: Arguments<E>
): AsyncGenerator<z.output<Line>> {
  const loose: Loose = given ?? {};
  const { body } = await ask(endpoint, loose);
  try {
    for await (const text of linesOf(body)) yield line.parse(JSON.parse(text));
  } catch (error) {
    if (loose.signal?.aborted) throw error;
    throw unreachable();
  }
}

/** The address of an endpoint, for `<img>`, downloads and event streams. */
export function addressOf(endpoint: Endpoint, given: Pick<Loose, "params" | "query"> = {}): string {
  const path = endpoint.path.replace(/:(\w+)/gu, (_, name: string) =>
    encodeURIComponent(String(given.params?.[name] ?? "")),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(given.query ?? {})) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null) search.append(name, String(one));
    }
  }
  const written = search.toString();
  return `/api/v1${path}${written ? `?${written}` : ""}`;
}

async function ask(endpoint: Endpoint, given: Loose): Promise<Response> {
  const response = await send(endpoint, given);
  if (!response.ok) throw await problemOf(response);
  return response;
}

async function send(endpoint: Endpoint, given: Loose): Promise<Response> {
  const init: RequestInit = {
    method: endpoint.method,
    headers: { accept: "application/json" },
    credentials: "same-origin",
  };
  if (given.signal) init.signal = given.signal;
  if (given.file) init.body = formOf(given.file, given.fileName);
  else if (given.body !== undefined) {
    init.body = JSON.stringify(given.body);
    init.headers = { ...init.headers, "content-type": "application/json" };
  }
  try {
    return await fetch(addressOf(endpoint, given), init);
  } catch (error) {
    if (given.signal?.aborted) throw error;
    throw unreachable();
  }
}

/** The server checks its answers against the contract, so the browser need not do it again for each of a thousand rows. */
async function bodyOf(response: Response) {
  if (response.status === 204) return undefined;
  return await response.json();
}

function formOf(file: Blob, fileName: string | undefined): FormData {
  const form = new FormData();
  form.append("file", file, fileName ?? (file instanceof File ? file.name : "file"));
  return form;
}

async function problemOf(response: Response): Promise<Problem> {
  const parsed = problem.safeParse(await response.json().catch(() => null));
  if (parsed.success) return new Problem({ ...parsed.data, retryAfter: parsed.data.retryAfter ?? waitOf(response) });
  const title = response.status >= 500 ? "The server could not answer." : "The server did not accept this.";
  const detail = response.status >= 500 ? "Try again in a moment." : "Load the page again and try once more.";
  return new Problem({
    title,
    detail,
    status: response.status,
    code: `http_${response.status}`,
    retryAfter: waitOf(response),
  });
}

function waitOf(response: Response): number | undefined {
  const seconds = Number(response.headers.get("retry-after") ?? Number.NaN);
  return Number.isInteger(seconds) ? seconds : undefined;
}
