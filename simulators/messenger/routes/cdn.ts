import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { judgeAddress } from "../state/media.ts";
import type { Media, World } from "../state/world.ts";
import { cut } from "./graph-api.ts";

type Route = { Params: { id: string; name: string }; Querystring: { oh?: string; oe?: string } };

/** `/cdn/<id>/<name>?oh=…&oe=…`: files, as long as the address is good. Faults know it as the method "cdn". */
export function serveCdn(app: FastifyInstance, world: World): void {
  app.get<Route>("/cdn/:id/:name", (request, reply) => download(world, request, reply));
}

async function download(world: World, request: FastifyRequest<Route>, reply: FastifyReply): Promise<FastifyReply> {
  const { faults } = world;
  const subject = { method: "cdn" };
  if (faults.strike("down") || faults.strike("drop", subject)) return cut(reply);
  const slow = faults.strike("slow", subject);
  if (slow) await new Promise((resolve) => setTimeout(resolve, slow.ms));
  if (faults.strike("silent", subject)) return reply.hijack();
  const broken = faults.strike("server error", subject) ?? faults.strike("refuse", subject);
  if (broken) return refuse(reply, broken.status ?? 502, "Error");
  const { id } = request.params;
  const { oh = "", oe = "" } = request.query;
  const judgement = judgeAddress(world, id, oh, oe);
  if (judgement !== "good") {
    return refuse(reply, 403, judgement === "expired" ? "URL signature expired" : "Bad URL hash");
  }
  const media = world.media.get(id);
  if (!media) return refuse(reply, 404, "Content not found");
  return faults.strike("answer lost", subject) ? sendHalf(reply, media) : send(reply, media);
}

function send(reply: FastifyReply, media: Media): FastifyReply {
  return reply
    .header("cache-control", "max-age=1209600, no-transform")
    .header("x-content-type-options", "nosniff")
    .type(media.mimeType)
    .send(media.bytes);
}

/** The connection breaks in the middle of the file. */
function sendHalf(reply: FastifyReply, media: Media): FastifyReply {
  reply.hijack();
  reply.raw.writeHead(200, { "content-type": media.mimeType, "content-length": media.bytes.length });
  const half = media.bytes.subarray(0, Math.floor(media.bytes.length / 2));
  reply.raw.write(half, () => reply.raw.socket?.destroy());
  return reply;
}

function refuse(reply: FastifyReply, status: number, sentence: string): FastifyReply {
  return reply.code(status).type("text/plain").send(sentence);
}
