import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Answer, type Call, TelegramRefusal, tooManyRequests } from "../methods/call.ts";
import { findMethod } from "../methods/methods.ts";
import { readBody } from "../methods/read-body.ts";
import { findBotByToken } from "../state/bots.ts";
import { recordRequest } from "../state/requests.ts";
import type { Bot, RequestRecord, World } from "../state/world.ts";

type Route = { Params: { token: string; method: string } };

/** `/bot<token>/<method>`, by GET and POST. */
export function serveBotApi(app: FastifyInstance, world: World): void {
  app.route<Route>({
    method: ["GET", "POST"],
    url: "/bot:token/:method",
    handler: (request, reply) => answerCall(world, request, reply),
  });
}

async function answerCall(world: World, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  if (world.faults.strike("down")) return cut(reply);
  let record: RequestRecord | undefined;
  try {
    const { token, method } = request.params;
    const body = await readBody(request);
    record = recordRequest(world, Number.parseInt(token, 10), method, body.params);
    const bot = botOf(world, token);
    return await carryOut({ world, bot, ...body, signal: hangUpOf(reply) }, record, reply);
  } catch (error) {
    const refusal = asRefusal(error);
    if (record) Object.assign(record, { outcome: "refused", errorCode: refusal.errorCode });
    return sendRefusal(reply, refusal);
  }
}

/** The faults that are on, in the order in which a call would meet them, and the method between them. */
async function carryOut(call: Call, record: RequestRecord, reply: FastifyReply): Promise<FastifyReply> {
  const { faults } = call.world;
  if (faults.strike("drop", record)) return end(record, "dropped", () => cut(reply));
  const slow = faults.strike("slow", record);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  if (faults.strike("silent", record)) return end(record, "silent", () => reply.hijack());
  const seconds = faults.retryAfter(record);
  if (seconds !== undefined) throw tooManyRequests(seconds);
  const refusal = faults.strike("refuse", record);
  if (refusal) throw new TelegramRefusal(refusal.errorCode, refusal.description, refusal.parameters);
  const found = findMethod(record.method);
  if (!found) throw new TelegramRefusal(404, "Not Found: method not found");
  const answer = await found.run(call);
  const lost = faults.strike("answer lost", record);
  if (lost) return end(record, "answer lost", () => (lost.hang ? reply.hijack() : cut(reply)));
  return end(record, call.signal.aborted ? "aborted" : "answered", () => sendAnswer(reply, answer));
}

function botOf(world: World, token: string): Bot {
  if (!/^\d+:[\w-]{30,}$/.test(token)) throw new TelegramRefusal(404, "Not Found");
  const bot = findBotByToken(world, token);
  if (!bot) throw new TelegramRefusal(401, "Unauthorized");
  return bot;
}

function hangUpOf(reply: FastifyReply): AbortSignal {
  const controller = new AbortController();
  reply.raw.once("close", () => {
    if (!reply.raw.writableFinished) controller.abort();
  });
  return controller.signal;
}

function end(record: RequestRecord, outcome: RequestRecord["outcome"], finish: () => FastifyReply): FastifyReply {
  record.outcome = outcome;
  return finish();
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}

function sendAnswer(reply: FastifyReply, { result, description }: Answer): FastifyReply {
  const told = description === undefined ? "" : `,"description":${JSON.stringify(description)}`;
  return reply.type("application/json").send(`{"ok":true,"result":${result}${told}}`);
}

function sendRefusal(reply: FastifyReply, { errorCode, message, parameters }: TelegramRefusal): FastifyReply {
  const answer = { ok: false, error_code: errorCode, description: message, ...(parameters ? { parameters } : {}) };
  return reply.code(errorCode).send(answer);
}

function asRefusal(error: unknown): TelegramRefusal {
  if (error instanceof TelegramRefusal) return error;
  console.error(error);
  return new TelegramRefusal(500, "Internal Server Error");
}
