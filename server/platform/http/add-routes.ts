import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Endpoint } from "#contract/endpoint.ts";
import { endpoints } from "#contract/endpoints.ts";
import { holds, rights } from "#contract/rights.ts";
import { Refusal, signedOut } from "#server/platform/errors/refusal.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import type { HttpParts } from "#server/platform/http/http-parts.ts";
import { type Flight, type InFlight, requestsInFlight } from "#server/platform/http/requests-in-flight.ts";
import { JsonText, type Route } from "#server/platform/http/serve.ts";
import { visitOf } from "#server/platform/http/visit.ts";

// Services put up to a thousand events into one delivery, and give up on an address that refuses it.
const mostDeliveredBytes = 16 * 1024 * 1024;

/** Registers every route under `/api/v1`. An endpoint without a handler, or with two, cannot start. */
export function addRoutes(http: FastifyInstance, parts: HttpParts): void {
  requireEachOnce(parts);
  const house = { parts, inFlight: requestsInFlight(parts.events) };
  http.register(
    async (api) => {
      for (const route of parts.routes) if (route.endpoint.access.kind !== "provider") addRoute(api, route, house);
    },
    { prefix: "/api/v1" },
  );
  http.register(
    async (api) => {
      // The body stays as it came: what an outside service signs and what it sends broken are both judged by the adapter.
      api.removeAllContentTypeParsers();
      const options = { parseAs: "buffer", bodyLimit: mostDeliveredBytes } as const;
      api.addContentTypeParser("*", options, (_request, body, done) => done(null, body));
      for (const route of parts.routes) if (route.endpoint.access.kind === "provider") addRoute(api, route, house);
    },
    { prefix: "/api/v1" },
  );
}

function requireEachOnce({ routes, partial = false }: HttpParts): void {
  const faults = [...endpoints].flatMap(([name, endpoint]) => {
    const handlers = routes.filter((route) => route.endpoint === endpoint).length;
    return handlers === 1 || (partial && handlers === 0) ? [] : [`${name} has ${handlers} handlers`];
  });
  const undeclared = routes.filter((route) => ![...endpoints.values()].includes(route.endpoint));
  faults.push(...undeclared.map((route) => `${route.endpoint.method} ${route.endpoint.path} is not in the contract`));
  if (faults.length > 0) throw new Error(`The routes do not match the contract: ${faults.join("; ")}.`);
}

function addRoute(
  api: FastifyInstance,
  { endpoint, handle }: Route,
  { parts, inFlight }: { parts: HttpParts; inFlight: InFlight },
): void {
  api.route({
    method: endpoint.method,
    url: endpoint.path,
    schema: schemaOf(endpoint),
    config: { provider: endpoint.access.kind === "provider" },
    // Who may is answered before anything of the request is judged, so that a stranger learns nothing from an error.
    onRequest: async (request) => {
      request.caller = await admit(request, endpoint, parts);
    },
    handler: async (request, reply) => {
      const { caller, params, query, body } = request;
      const context = caller ? parts.contextOf(caller, visitOf(request)) : null;
      // Fastify has parsed these three with the endpoint's own schemas.
      const call = { params, query, body, caller, context, request, reply };
      if (!caller || !isWatched(endpoint)) return answer(reply, endpoint, await handle(call as never));
      const flight = flightOf(reply, caller, { endpoint, readmit: () => admit(request, endpoint, parts) });
      const result = await inFlight(flight, (standing) =>
        handle({ ...call, context: context && { ...context, standing } } as never),
      );
      return answer(reply, endpoint, result);
    },
  });
}

/** What ends the caller's own session, such as signing out, must not fall to its own deed; and what is public knows no access. */
function isWatched({ access, method }: Endpoint): boolean {
  return access.kind === "right" || (access.kind === "signed-in" && method === "GET");
}

/** A request as it is watched: files to their last byte, all else until its handler is done. Who has taken over the reply watches it. */
function flightOf(
  reply: FastifyReply,
  caller: Caller,
  { endpoint, readmit }: { endpoint: Endpoint; readmit: Flight["readmit"] },
): Flight {
  const { raw } = reply;
  return {
    caller,
    readmit,
    tearOff: () => void (raw.headersSent && raw.destroy()),
    ...(endpoint.stream && {
      untilEnd: (ended) => void (reply.sent || raw.closed ? ended() : raw.once("close", ended)),
    }),
  };
}

function schemaOf(endpoint: Endpoint) {
  return {
    summary: endpoint.summary,
    description: describeAccess(endpoint),
    ...(endpoint.params && { params: endpoint.params }),
    ...(endpoint.query && { querystring: endpoint.query }),
    ...(endpoint.body && { body: endpoint.body }),
    ...(endpoint.answer && { response: { [endpoint.status]: endpoint.answer } }),
  };
}

/** The sentence about access that the API reference prints. */
function describeAccess({ access }: Endpoint): string {
  if (access.kind === "public") return "Open to everyone.";
  if (access.kind === "signed-in") return "For every signed-in member.";
  if (access.kind === "provider") return "For the outside service of one channel, proven by its secret.";
  return `Needs the right \`${access.right}\`: ${rights[access.right]}.`;
}

async function admit(
  request: FastifyRequest,
  { access, beforeOwnPassword }: Endpoint,
  parts: HttpParts,
): Promise<Caller | null> {
  if (access.kind === "provider") return null;
  const caller = await parts.authenticate(request);
  if (access.kind === "public") return caller;
  if (!caller) throw signedOut();
  if (caller.mustChoosePassword && !beforeOwnPassword) throw passwordChoiceRequired();
  if (access.kind === "right" && !holds(caller.role, access.right)) throw missingRight(access.right);
  return caller;
}

function passwordChoiceRequired(): Refusal {
  return new Refusal(403, "password_choice_required", "Somebody else made your password, and it opens nothing yet.", {
    detail: "Choose a password that only you know, then go on.",
  });
}

function missingRight(right: keyof typeof rights): Refusal {
  return new Refusal(403, "missing_right", `Your role does not allow this: ${rights[right]}.`, {
    detail: "Ask an Owner or Admin of the workspace.",
  });
}

function answer(reply: FastifyReply, endpoint: Endpoint, result: unknown): unknown {
  // A reply is itself awaitable, so a handler that has written it hands over nothing. One of a stream has always written it, and
  // who went away in the middle leaves it unfinished.
  if (reply.sent || endpoint.stream) return reply;
  reply.code(endpoint.status).header("cache-control", "no-store");
  if (endpoint.status === 204) return reply.send();
  if (result instanceof JsonText)
    return reply.type("application/json; charset=utf-8").serializer(String).send(result.text);
  return result ?? {};
}

declare module "fastify" {
  interface FastifyRequest {
    caller: Caller | null;
  }
}
