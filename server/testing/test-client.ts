import type { AnswerOf, BodyGiven, Endpoint, ParamsOf, QueryGiven } from "#contract/endpoint.ts";
import type { Problem } from "#contract/problem.ts";
import { signUp } from "#contract/session.ts";

/** What a call may carry, as a client writes it. */
export interface Given<E extends Endpoint> {
  readonly params?: ParamsOf<E>;
  readonly query?: QueryGiven<E>;
  readonly body?: BodyGiven<E>;
  readonly headers?: Record<string, string>;
  /** A multipart form instead of a JSON body. */
  readonly form?: FormData;
}

/** An answer as it came: `body` is the declared answer on success, else a problem document. */
export interface Answered<E extends Endpoint> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: AnswerOf<E>;
  readonly problem: Problem;
}

/** A browser without a screen: keeps its cookies and speaks to the server over real HTTP as our own pages would. */
export class TestClient {
  readonly address: string;
  readonly cookies = new Map<string, string>();

  constructor(address: string) {
    this.address = address;
  }

  /** The same session at another server of the house. */
  at(address: string): TestClient {
    const other = new TestClient(address);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  /** Calls an endpoint; failures are answers too. */
  async call<const E extends Endpoint>(endpoint: E, given: Given<E> = {}): Promise<Answered<E>> {
    const response = await this.fetch(addressOf(endpoint, given), {
      method: endpoint.method,
      headers: { ...(given.body !== undefined && { "content-type": "application/json" }), ...given.headers },
      body: given.form ?? (given.body === undefined ? null : JSON.stringify(given.body)),
    });
    const body = await bodyOf(response);
    return { status: response.status, headers: response.headers, body, problem: body };
  }

  /** Calls an endpoint that must succeed and returns its answer. */
  async ok<const E extends Endpoint>(endpoint: E, given: Given<E> = {}): Promise<AnswerOf<E>> {
    const answered = await this.call(endpoint, given);
    if (answered.status >= 400) {
      throw new Error(
        `${endpoint.method} ${endpoint.path} answered ${answered.status}: ${JSON.stringify(answered.problem)}`,
      );
    }
    return answered.body;
  }

  /** A plain request with this client's cookies and origin. `path` is relative to the server. */
  async fetch(path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers({
      origin: this.address,
      cookie: [...this.cookies].map((pair) => pair.join("=")).join("; "),
    });
    for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
    const response = await fetch(new URL(path, this.address), { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Creates a workspace and its owner and stays signed in as them. */
  async signUp(name = "Ortiz Shop", email = `${crypto.randomUUID()}@ortiz.example`) {
    return this.ok(signUp, {
      body: {
        workspaceName: name,
        displayName: "Ana Ortiz",
        email,
        password: "correct horse battery",
        timeZone: "Europe/Berlin",
      },
    });
  }

  #keep(line: string): void {
    const [name = "", value = ""] = (line.split(";")[0] ?? "").split("=");
    const expired = /max-age=0|expires=thu, 01 jan 1970/i.test(line) || value === "";
    if (expired) this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** JSON is read; a stream of events or lines, which may never end, and files are let go. */
async function bodyOf(response: Response) {
  if (/^application\/(?:problem\+)?json/.test(response.headers.get("content-type") ?? "")) return response.json();
  await response.body?.cancel();
  return undefined;
}

function addressOf<E extends Endpoint>(endpoint: E, given: Given<E>): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(parameterOf(given.params, name))),
  );
  const query = new URLSearchParams(
    Object.entries(given.query ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
  return `/api/v1${path}${query.size > 0 ? `?${query}` : ""}`;
}

function parameterOf(params: object | undefined, name: string): unknown {
  return params && name in params ? Object.entries(params).find(([key]) => key === name)?.[1] : "";
}
