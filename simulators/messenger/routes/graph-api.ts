import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { FaultSubject } from "../faults.ts";
import { answerCall, methodOf } from "../graph/answer-call.ts";
import { type Call, objectOf, text } from "../graph/call.ts";
import { GraphError, knownError } from "../graph/graph-error.ts";
import { readBody } from "../graph/read-call.ts";
import { usageHeaders } from "../graph/usage-headers.ts";
import { newTraceId } from "../state/ids.ts";
import { recordRequest } from "../state/requests.ts";
import type { RequestRecord, World } from "../state/world.ts";

type Route = { Params: { version: string; "*": string } };

/** `/vN.N/…`: the Graph API, whichever version is asked for. */
export function serveGraphApi(app: FastifyInstance, world: World): void {
  app.route<Route>({
    method: ["GET", "POST", "DELETE"],
    url: "/:version(^v\\d+\\.\\d+$)/*",
    handler: (request, reply) => answer(world, request, reply),
  });
}

async function answer(world: World, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  if (world.faults.strike("down")) return cut(reply);
  reply.header("facebook-api-version", request.params.version).header("x-fb-request-id", newTraceId(world));
  let call: Call | undefined;
  try {
    call = await readCall(world, request);
    return await carryOut(call, reply);
  } catch (error) {
    return refuse(world, call, asGraphError(error), reply);
  }
}

async function readCall(world: World, request: FastifyRequest<Route>): Promise<Call> {
  const { version } = request.params;
  const path = request.params["*"];
  const parts = path.split("/").filter((part) => part !== "");
  const { params, files, accessToken } = await readBody(request);
  const verb = verbOf(text(params, "method") ?? request.method);
  const { access_token: _secret, client_secret: _other, ...told } = params;
  const method = methodOf({ world, verb, parts });
  const record = recordRequest(world, { method, version, path, params: told });
  const token = accessToken === undefined ? undefined : world.tokens.get(accessToken);
  record.pageId = token?.pageId ?? (world.pages.has(parts[0] ?? "") ? parts[0] : undefined);
  record.psid =
    text(objectOf(params, "recipient") ?? {}, "id") ??
    (method === "GET profile" ? parts[0] : method === "GET conversations" ? text(params, "user_id") : undefined);
  return { world, version, verb, parts, params, files, accessToken, record };
}

/** A parameter `method` says more than the request itself, so that what is secret can be asked for in a form. */
function verbOf(method: string): Call["verb"] {
  const verb = method.toUpperCase();
  return verb === "POST" || verb === "DELETE" ? verb : "GET";
}

/** The faults that are on, in the order in which a call would meet them, and the call between them. */
async function carryOut(call: Call, reply: FastifyReply): Promise<FastifyReply> {
  const { world, record } = call;
  const { faults } = world;
  const about = aboutOf(call);
  if (faults.strike("drop", about)) return end(record, "dropped", () => cut(reply));
  const slow = faults.strike("slow", about);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  if (faults.strike("silent", about)) return end(record, "silent", () => reply.hijack());
  const broken = faults.strike("server error", about);
  if (broken) return end(record, "refused", () => sendErrorPage(reply, broken.status ?? 502));
  const refusal = faults.strike("refuse", about);
  if (refusal) throw orderedError(refusal);
  const answered = await answerCall(call);
  const lost = faults.strike("answer lost", about);
  if (lost) return end(record, "answer lost", () => (lost.hang ? reply.hijack() : cut(reply)));
  const percent = faults.strike("usage", about)?.percent ?? 1;
  return end(record, "answered", () => reply.headers(usageHeaders(call, percent)).send(answered));
}

function aboutOf({ world, record, accessToken, params }: Call): FaultSubject {
  const byToken = accessToken === undefined ? undefined : world.tokens.get(accessToken)?.appId;
  const appId = byToken ?? accessToken?.split("|")[0] ?? text(params, "client_id");
  return { method: record.method, pageId: record.pageId, psid: record.psid, appId };
}

type Order = {
  code: number;
  subcode?: number | undefined;
  message?: string | undefined;
  status?: number | undefined;
  isTransient?: boolean | undefined;
  waitMinutes?: number | undefined;
};

function orderedError({ code, subcode, message, status, isTransient, waitMinutes }: Order): GraphError {
  return new GraphError(code, message ?? knownError(code, subcode).message, subcode, {
    ...(status === undefined ? {} : { status }),
    ...(isTransient === undefined ? {} : { isTransient }),
    ...(waitMinutes === undefined ? {} : { waitMinutes }),
  });
}

function refuse(world: World, call: Call | undefined, error: GraphError, reply: FastifyReply): FastifyReply {
  if (call) Object.assign(call.record, { outcome: "refused", errorCode: error.code });
  const isUsedUp = [4, 32, 613].includes(error.code);
  const challenge = `OAuth "Facebook Platform" "invalid_token" "${error.message.replaceAll('"', "'")}"`;
  if (error.code === 190) reply.header("www-authenticate", challenge);
  if (call) reply.headers(usageHeaders(call, isUsedUp ? 100 : 1, error.details.waitMinutes));
  return reply.code(error.status).send({ error: error.body(newTraceId(world)) });
}

function end(record: RequestRecord, outcome: RequestRecord["outcome"], finish: () => FastifyReply): FastifyReply {
  record.outcome = outcome;
  return finish();
}

/** Cuts the connection without a word. */
export function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}

function sendErrorPage(reply: FastifyReply, status: number): FastifyReply {
  const page = "<!DOCTYPE html><html><head><title>Error</title></head><body>Sorry, something went wrong.</body></html>";
  return reply.code(status).type("text/html; charset=utf-8").send(page);
}

function asGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  if (error instanceof Error && "statusCode" in error && error.statusCode === 413) {
    return new GraphError(100, "(#100) Attachment size exceeds allowable limit", 2018109);
  }
  console.error(error);
  return knownError(1);
}
