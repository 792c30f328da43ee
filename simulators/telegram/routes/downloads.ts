import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { findBotByToken } from "../state/bots.ts";
import { findFileByPath } from "../state/files.ts";
import type { StoredFile, World } from "../state/world.ts";

type Route = { Params: { token: string; "*": string } };

/** `/file/bot<token>/<file_path>`, the address made of what getFile answered. Faults know it as the method "download". */
export function serveDownloads(app: FastifyInstance, world: World): void {
  app.get<Route>("/file/bot:token/*", (request, reply) => download(world, request, reply));
}

async function download(world: World, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  const bot = findBotByToken(world, request.params.token);
  if (!bot) return refuse(reply, 401, "Unauthorized");
  const { faults } = world;
  const subject = { method: "download", botId: bot.id };
  if (faults.strike("down") || faults.strike("drop", subject)) return cut(reply);
  const slow = faults.strike("slow", subject);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  if (faults.strike("silent", subject)) return reply.hijack();
  const refusal = faults.strike("refuse", subject);
  if (refusal) return refuse(reply, refusal.errorCode, refusal.description);
  const file = findFileByPath(world, bot, request.params["*"]);
  if (!file) return refuse(reply, 404, "Not Found");
  return faults.strike("answer lost", subject) ? sendHalf(reply, file) : send(reply, file);
}

function send(reply: FastifyReply, file: StoredFile): FastifyReply {
  return reply.type(file.kind === "photo" ? "image/jpeg" : "application/octet-stream").send(file.bytes);
}

/** The connection breaks in the middle of the file. */
function sendHalf(reply: FastifyReply, file: StoredFile): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { "content-type": "application/octet-stream", "content-length": file.bytes.length });
  reply.raw.write(file.bytes.subarray(0, Math.floor(file.bytes.length / 2)), () => reply.raw.socket?.destroy());
  return reply;
}

function refuse(reply: FastifyReply, errorCode: number, description: string): FastifyReply {
  return reply.code(errorCode).send({ ok: false, error_code: errorCode, description });
}

function cut(reply: FastifyReply): FastifyReply {
  reply.hijack();
  reply.raw.socket?.destroy();
  return reply;
}
