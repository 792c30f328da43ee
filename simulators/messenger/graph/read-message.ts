import { urlOfMedia } from "../state/media.ts";
import type { Letter, LetterAttachment, Thread, World } from "../state/world.ts";
import { type Call, type Caller, fieldsOf } from "./call.ts";
import { noSuchObject } from "./graph-error.ts";

/** One message, with fresh addresses of its files. https://developers.facebook.com/docs/graph-api/reference/message */
export function answerMessage(call: Call, caller: Caller, mid: string) {
  const thread = call.world.threads.values().find((one) => one.page.id === caller.page?.id && one.letters.has(mid));
  const letter = thread?.letters.get(mid);
  if (!thread || !letter || letter.isUnsent) throw noSuchObject(mid);
  const fields = fieldsOf(call.params, ["id", "created_time"]);
  const all = presentMessage(call.world, thread, letter);
  return Object.fromEntries(Object.entries(all).filter(([name]) => name === "id" || fields.includes(name)));
}

/** All that is shown of a message. */
export function presentMessage(
  world: World,
  { page, customer, psid }: Thread,
  letter: Letter,
): Record<string, unknown> {
  const ofPage = { name: page.name, id: page.id };
  const ofCustomer = { name: [customer.firstName, customer.lastName].filter(Boolean).join(" "), id: psid };
  const [from, to] = letter.from === "page" ? [ofPage, ofCustomer] : [ofCustomer, ofPage];
  const files = letter.attachments.flatMap((one) => presentFile(world, one));
  return {
    id: letter.mid,
    created_time: new Date(letter.at).toISOString().replace(/\.\d+Z$/, "+0000"),
    from,
    to: { data: [to] },
    message: letter.text ?? "",
    ...(files.length === 0 ? {} : { attachments: { data: files } }),
  };
}

function presentFile(world: World, { mediaId, type }: LetterAttachment): Record<string, unknown>[] {
  const media = mediaId === undefined ? undefined : world.media.get(mediaId);
  if (!media) return [];
  const url = urlOfMedia(world, media);
  const about = { id: media.id, mime_type: media.mimeType, name: media.name, size: media.bytes.length };
  if (type === "image" || type === "sticker") return [{ ...about, image_data: { url, preview_url: url } }];
  if (type === "video") return [{ ...about, video_data: { url, preview_url: url } }];
  return [{ ...about, file_url: url }];
}
