import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import type { OutgoingMedia } from "../media/compose-media.ts";
import { describePicture, sampleMedia } from "../media/samples.ts";
import { type Form, readForm } from "./read-form.ts";
import { type Held, writingOf } from "./threads.ts";

const sendable = z.enum(["image", "video", "voice", "audio", "document", "sticker", "view once"]);
const place = z.object({
  latitude: z.number().min(-90).max(90),
  longitude: z.number().min(-180).max(180),
  name: z.string().trim().optional(),
});
const contact = z.object({
  name: z.string().trim().min(1, "A contact needs a name."),
  number: z.string().trim().min(1, "A contact needs a number."),
});
const poll = z.object({
  question: z.string().trim().min(1, "A poll needs a question."),
  choices: z.array(z.string().trim().min(1)).min(2, "A poll needs two choices or more.").max(12),
});

/** Everything a phone can send beside words. */
export function serveSending(app: FastifyInstance, thread: string, held: (request: FastifyRequest) => Held): void {
  app.post(`${thread}/files`, async (request) => {
    const form = await readForm(request);
    const kind = sendable.parse(form.fields.as);
    return { id: send(held(request), kind, await mediaOf(kind, form), writingOf(form.fields)) };
  });
  app.post(`${thread}/samples`, async (request) => {
    const { kind } = z.object({ kind: sendable }).parse(request.body);
    const sample = await sampleMedia(kind === "view once" ? "image" : kind);
    return { id: send(held(request), kind, sample) };
  });
  app.post(`${thread}/places`, (request) => {
    const { phone, other } = held(request);
    const { name, ...at } = place.parse(request.body);
    return { id: phone.sendLocation(other, { ...at, ...(name ? { name } : {}) }) };
  });
  app.post(`${thread}/contacts`, (request) => {
    const { phone, other } = held(request);
    return { id: phone.sendContact(other, contact.parse(request.body)) };
  });
  app.post(`${thread}/polls`, (request) => {
    const { phone, other } = held(request);
    const { question, choices } = poll.parse(request.body);
    return { id: phone.sendPoll(other, question, choices) };
  });
}

function send({ phone, other }: Held, kind: z.infer<typeof sendable>, media: OutgoingMedia, writing = {}): string {
  switch (kind) {
    case "image":
      return phone.sendImage(other, media, writing);
    case "video":
      return phone.sendVideo(other, media, writing);
    case "voice":
      return phone.sendVoice(other, media, writing);
    case "audio":
      return phone.sendAudio(other, media, writing);
    case "document":
      return phone.sendDocument(other, media, writing);
    case "sticker":
      return phone.sendSticker(other, media, writing);
    case "view once":
      return phone.sendViewOnce(other, media, writing);
  }
}

/** The file of a form; of pictures with their size. */
async function mediaOf(kind: z.infer<typeof sendable>, { fields, file }: Form): Promise<OutgoingMedia> {
  const caption = fields.caption ? { caption: fields.caption } : {};
  if (kind !== "image" && kind !== "view once") return { ...file, ...caption };
  return { ...(await describePicture(file.bytes)), mimeType: file.mimeType, ...caption };
}
