import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { customerOf, customerWith, type SimulatedCustomer } from "../customer/customer.ts";
import type { OutgoingFile } from "../customer/send.ts";
import { pageWith, type SimulatedPage } from "../inbox/simulated-page.ts";
import { createCustomer } from "../state/customers.ts";
import type { World } from "../state/world.ts";
import { serveGestures } from "./gestures.ts";
import { presentThread } from "./present.ts";

const chatParams = z.object({ pageId: z.string(), customerId: z.string() });
const midParams = z.object({ mid: z.string() });
const message = z.object({
  text: z.string().trim().min(1, "Write something first.").max(20_000),
  replyTo: z.string().optional(),
});
const newCustomer = z.object({
  firstName: z.string().trim().min(1, "A customer needs a first name."),
  lastName: z.string().trim().optional(),
});
const CHAT = "/control/chats/:pageId/:customerId";
const INBOX = "/control/inbox/:pageId/:customerId";

export type Chat = { page: SimulatedPage; customer: SimulatedCustomer };

/** What customers do on their phones, and the people of a page in Facebook's own inbox. */
export function servePhones(server: FastifyInstance, world: World): void {
  const chat = (request: FastifyRequest) => chatNamed(world, request.params);
  server.post("/control/customers", (request) => {
    const { id, name } = customerOf(world, createCustomer(world, newCustomer.parse(request.body)));
    return { id, name };
  });
  server.get(CHAT, (request) => {
    const { page, customer } = chat(request);
    return presentThread(world, page, customer);
  });
  server.post(`${CHAT}/messages`, (request) => {
    const { page, customer } = chat(request);
    const { text, replyTo } = message.parse(request.body);
    return { mid: customer.write(page, text, { replyTo }) };
  });
  server.patch(`${CHAT}/messages/:mid`, (request) => {
    const { page, customer } = chat(request);
    const { mid } = midParams.parse(request.params);
    customer.edit(page, mid, message.parse(request.body).text);
    return { mid };
  });
  server.delete(`${CHAT}/messages/:mid`, (request) => {
    const { page, customer } = chat(request);
    const { mid } = midParams.parse(request.params);
    customer.unsend(page, mid);
    return { mid };
  });
  server.post(`${CHAT}/files`, async (request) => {
    const { page, customer } = chat(request);
    return { mid: sendByType(page, customer, await readFile(request)) };
  });
  serveInbox(server, chat);
  serveGestures(server, world, chat);
  server.get("/control/media/:id", (request, reply) => showMedia(world, request, reply));
}

function serveInbox(server: FastifyInstance, chat: (request: FastifyRequest) => Chat): void {
  server.post(`${INBOX}/messages`, (request) => {
    const { page, customer } = chat(request);
    const { text, replyTo } = message.parse(request.body);
    return { mid: page.write(customer, text, { replyTo }) };
  });
  server.post(`${INBOX}/files`, async (request) => {
    const { page, customer } = chat(request);
    const file = await readFile(request);
    const isPicture = file.mimeType?.startsWith("image/") === true;
    return { mid: isPicture ? page.sendImage(customer, file) : page.sendFile(customer, file) };
  });
}

function chatNamed(world: World, params: unknown): Chat {
  const { pageId, customerId } = chatParams.parse(params);
  return { page: pageWith(world, pageId), customer: customerWith(world, customerId) };
}

function sendByType(page: SimulatedPage, customer: SimulatedCustomer, file: OutgoingFile): string {
  const [kind] = (file.mimeType ?? "").split("/");
  if (kind === "image") return customer.sendImage(page, file);
  if (kind === "video") return customer.sendVideo(page, file);
  if (kind === "audio") return customer.sendAudio(page, file);
  return customer.sendFile(page, file);
}

async function readFile(request: FastifyRequest): Promise<OutgoingFile> {
  let file: OutgoingFile | undefined;
  let replyTo: string | undefined;
  for await (const part of request.parts()) {
    if (part.type === "file") {
      file = { bytes: await part.toBuffer(), name: part.filename ?? "file", mimeType: part.mimetype };
    } else if (part.fieldname === "replyTo" && typeof part.value === "string" && part.value !== "") {
      replyTo = part.value;
    }
  }
  if (!file) throw new Error("Choose a file first.");
  return { ...file, replyTo };
}

/** Pictures and sound are shown; everything else is only ever downloaded, as a customer may have sent a web page. */
function showMedia(world: World, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const media = world.media.get(z.object({ id: z.string() }).parse(request.params).id);
  if (!media) return reply.code(404).send({ message: "There is no such file." });
  const isShown = /^(image\/(jpeg|png|webp|gif)|audio\/[\w-]+|video\/[\w-]+)$/.test(media.mimeType);
  return reply
    .header("x-content-type-options", "nosniff")
    .header("content-disposition", isShown ? "inline" : "attachment")
    .header("cache-control", "private, max-age=3600")
    .type(isShown ? media.mimeType : "application/octet-stream")
    .send(media.bytes);
}
