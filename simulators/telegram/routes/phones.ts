import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { botOf, customerOf, type SimulatedCustomer } from "../customer/customer.ts";
import { personOf } from "../customer/group.ts";
import { chatOf } from "../customer/write.ts";
import type { Bot, World } from "../state/world.ts";
import { presentThread } from "./present.ts";

const chatParams = z.object({ botId: z.coerce.number(), customerId: z.coerce.number() });
const messageParams = z.object({ messageId: z.coerce.number() });
const message = z.object({
  text: z.string().trim().min(1, "Write something first.").max(4096),
  replyTo: z.int().optional(),
});
const CHAT = "/control/chats/:botId/:customerId";

type Fields = { caption?: string; replyTo?: number };

/** What a customer can do on their phone. */
export function servePhones(app: FastifyInstance, world: World): void {
  const chat = (request: FastifyRequest) => chatNamed(world, request.params);
  app.get(CHAT, (request) => {
    const { bot, customer } = chat(request);
    return presentThread(chatOf(world, personOf(world, customer), bot));
  });
  app.post(`${CHAT}/messages`, (request) => {
    const { bot, customer } = chat(request);
    const { text, replyTo } = message.parse(request.body);
    return { messageId: customer.write(bot, text, { replyTo }) };
  });
  app.patch(`${CHAT}/messages/:messageId`, (request) => {
    const { bot, customer } = chat(request);
    const { messageId } = messageParams.parse(request.params);
    customer.editMessage(bot, messageId, message.parse(request.body).text);
    return { messageId };
  });
  app.post(`${CHAT}/start`, (request) => {
    const { bot, customer } = chat(request);
    const { parameter } = z.object({ parameter: z.string().optional() }).parse(request.body ?? {});
    return { messageId: customer.start(bot, parameter) };
  });
  app.post(`${CHAT}/files`, async (request) => {
    const { bot, customer } = chat(request);
    return { messageId: await sendFile(request, bot, customer) };
  });
  app.post(`${CHAT}/voice`, async (request) => {
    const { bot, customer } = chat(request);
    return { messageId: await customer.sendVoice(bot) };
  });
  serveGestures(app, chat);
  app.get("/control/files/:fileId", (request, reply) => showFile(world, request, reply));
}

function serveGestures(app: FastifyInstance, chat: (request: FastifyRequest) => ReturnType<typeof chatNamed>): void {
  app.put(`${CHAT}/block`, (request) => {
    const { bot, customer } = chat(request);
    customer.block(bot);
    return { blocked: true };
  });
  app.delete(`${CHAT}/block`, (request) => {
    const { bot, customer } = chat(request);
    customer.unblock(bot);
    return { blocked: false };
  });
  app.put(`${CHAT}/messages/:messageId/reaction`, (request) => {
    const { bot, customer } = chat(request);
    const { emoji } = z.object({ emoji: z.string() }).parse(request.body);
    customer.react(bot, messageParams.parse(request.params).messageId, emoji);
    return { emoji };
  });
  app.post(`${CHAT}/messages/:messageId/press`, (request) => {
    const { bot, customer } = chat(request);
    const { data } = z.object({ data: z.string() }).parse(request.body);
    customer.press(bot, messageParams.parse(request.params).messageId, data);
    return { data };
  });
}

function chatNamed(world: World, params: unknown): { bot: Bot; customer: SimulatedCustomer } {
  const { botId, customerId } = chatParams.parse(params);
  return { bot: botOf(world, { id: botId }), customer: customerOf(world, personOf(world, { id: customerId })) };
}

/** A picture goes as a photo, unless the form says `as=document`. */
async function sendFile(request: FastifyRequest, bot: Bot, customer: SimulatedCustomer): Promise<number> {
  const fields: Record<string, unknown> = {};
  let file: { bytes: Buffer; name: string } | undefined;
  for await (const part of request.parts()) {
    if (part.type === "file") file = { bytes: await part.toBuffer(), name: part.filename ?? "file" };
    else fields[part.fieldname] = part.value;
  }
  if (!file) throw new Error("Choose a file first.");
  const options = sendOptions(fields);
  if (fields.as === "photo") return customer.sendPhoto(bot, file.bytes, options);
  return customer.sendDocument(bot, { ...options, ...file });
}

function sendOptions(fields: Record<string, unknown>): Fields {
  const caption = typeof fields.caption === "string" && fields.caption ? { caption: fields.caption } : {};
  return { ...caption, ...(fields.replyTo ? { replyTo: Number(fields.replyTo) } : {}) };
}

/** Pictures and sound are shown; everything else is only ever downloaded, as a customer may have sent a web page. */
function showFile(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { fileId } = z.object({ fileId: z.string() }).parse(request.params);
  const file = world.files.get(fileId);
  if (!file) return reply.code(404).send({ message: "There is no such file." });
  const isShown = /^(image\/(jpeg|png|webp|gif)|audio\/ogg|video\/mp4)$/.test(file.mimeType);
  return reply
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", isShown ? "inline" : "attachment")
    .header("cache-control", "private, max-age=3600")
    .type(isShown ? file.mimeType : "application/octet-stream")
    .send(file.bytes);
}
