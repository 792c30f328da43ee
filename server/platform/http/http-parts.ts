import type { FastifyRequest } from "fastify";
import type { Context, Visit } from "#server/context.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { Route } from "#server/platform/http/serve.ts";
import type { Log } from "#server/platform/log/log.ts";

/** What the HTTP server needs from the rest of the house. */
export interface HttpParts {
  readonly log: Log;
  readonly routes: readonly Route[];
  /** Finds the member behind a request's session cookie, or null. */
  authenticate(request: FastifyRequest): Promise<Caller | null>;
  /** The context in which a caller's request is handled. */
  contextOf(caller: Caller, visit: Visit): Context;
  /** What tells that somebody's access has ended while their request is under way. */
  readonly events: EventBus;
  /** The public address when it is configured; else each request's own host counts as ours. */
  readonly publicUrl: URL | null;
  /** True when only some rooms of the house are there, as in a process without the role of the web: then endpoints may be without a handler. */
  readonly partial?: boolean;
}
