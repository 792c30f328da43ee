import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { SimulatedPhone, Writing } from "../phone/simulated-phone.ts";
import type { World } from "../state/world.ts";
import { heldPhone } from "./phones.ts";
import { presentThread } from "./present.ts";
import { serveSending } from "./sending.ts";

const threadParams = z.object({ number: z.string(), other: z.string() });
const messageParams = z.object({ id: z.string() });
const words = z.string().trim().min(1, "Write something first.").max(65_536);
const THREAD = "/control/phones/:number/threads/:other";

/** A phone and the one it writes to. */
export type Held = { phone: SimulatedPhone; other: SimulatedPhone };

/** What is said between two phones, from the hand of one of them. */
export function serveThreads(app: FastifyInstance, world: World): void {
  const held = (request: FastifyRequest): Held => {
    const { number, other } = threadParams.parse(request.params);
    return { phone: heldPhone(world, number), other: heldPhone(world, other) };
  };
  app.get(THREAD, (request) => {
    const { phone, other } = held(request);
    return {
      letters: presentThread(phone, other),
      typing: phone.typing(other),
    };
  });
  app.post(`${THREAD}/messages`, (request) => {
    const { phone, other } = held(request);
    const body = z.object({ text: words, replyTo: z.string().optional() }).parse(request.body);
    return { id: phone.write(other, body.text, writingOf(body)) };
  });
  serveSending(app, THREAD, held);
  serveChanges(app, held);
  app.get(`${THREAD}/messages/:id/file`, (request, reply) => showFile(held(request), request, reply));
}

/** What a form or a body says about the message beside its content. */
export function writingOf({ replyTo }: { replyTo?: string | undefined }): Writing {
  return replyTo ? { replyTo } : {};
}

function serveChanges(app: FastifyInstance, held: (request: FastifyRequest) => Held): void {
  const idOf = (request: FastifyRequest) => messageParams.parse(request.params).id;
  app.patch(`${THREAD}/messages/:id`, (request) => {
    const { phone, other } = held(request);
    phone.edit(other, idOf(request), z.object({ text: words }).parse(request.body).text);
    return { id: idOf(request) };
  });
  app.delete(`${THREAD}/messages/:id`, (request) => {
    const { phone, other } = held(request);
    phone.revoke(other, idOf(request));
    return { id: idOf(request) };
  });
  app.put(`${THREAD}/messages/:id/reaction`, (request) => {
    const { phone, other } = held(request);
    phone.react(other, idOf(request), z.object({ emoji: z.string() }).parse(request.body).emoji);
    return { id: idOf(request) };
  });
  app.put(`${THREAD}/typing`, (request) => {
    const { phone, other } = held(request);
    const { state } = z.object({ state: z.enum(["composing", "paused", "recording"]) }).parse(request.body);
    phone.setTyping(other, state);
    return { state };
  });
  app.put(`${THREAD}/read`, (request) => {
    const { phone, other } = held(request);
    phone.readAll(other);
    return { read: true };
  });
}

/** Pictures and sound are shown; everything else is only ever downloaded, as somebody may have sent a web page. */
function showFile({ phone, other }: Held, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { id } = messageParams.parse(request.params);
  const media = phone.thread(other).find((letter) => letter.id === id)?.media;
  if (!media?.bytes) return reply.code(404).send({ message: "There is no such file." });
  const isShown = /^(image\/(jpeg|png|webp|gif)|audio\/(ogg|mpeg|mp4)|video\/mp4)(;|$)/.test(media.mimeType);
  return reply
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", isShown ? "inline" : "attachment")
    .header("cache-control", "private, max-age=3600")
    .type(isShown ? media.mimeType : "application/octet-stream")
    .send(media.bytes);
}
