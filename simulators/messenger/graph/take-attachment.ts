import { newId } from "../state/ids.ts";
import { type NewMedia, storeMedia } from "../state/media.ts";
import { type AttachmentType, type LetterAttachment, type Page, timeOf, type Upload } from "../state/world.ts";
import type { Caller } from "./call.ts";
import { asObject, type Call, objectOf, text } from "./call.ts";
import { requirePage, requireScope } from "./find-caller.ts";
import { badParameter } from "./graph-error.ts";

/** "up to 25 MB in size … image: 8 MB for URL uploads". https://developers.facebook.com/docs/messenger-platform/send-messages/saving-assets */
const LARGEST = 25 * 1024 * 1024;
const LARGEST_IMAGE_BY_URL = 8 * 1024 * 1024;
/** "Attachment IDs expire after 90 days." */
const UPLOAD_MS = 90 * 24 * 60 * 60 * 1000;
const types: readonly AttachmentType[] = ["image", "video", "audio", "file"];

/** Keeps a file for later messages. https://developers.facebook.com/docs/messenger-platform/reference/attachment-upload-api */
export async function answerUpload(call: Call, caller: Caller) {
  const page = requirePage(call, caller);
  requireScope(call.world, caller, "pages_messaging");
  const attachment = asObject(objectOf(call.params, "message")?.attachment);
  if (!attachment) throw badParameter("The parameter message[attachment] is required");
  const payload = { ...asObject(attachment.payload), is_reusable: true };
  const { uploadId } = await takeAttachment(call, page, { ...attachment, payload });
  return { attachment_id: uploadId };
}

/** The attachment of a message: uploaded with it, by an address to fetch, or one that was uploaded before. */
export async function takeAttachment(call: Call, page: Page, wanted: Record<string, unknown>): Promise<Taken> {
  const payload = asObject(wanted.payload) ?? {};
  const given = text(wanted, "type") ?? "";
  if (given === "template") return { attachment: attachmentOf("template", undefined, payload), uploadId: undefined };
  const type = types.find((one) => one === given);
  if (!type)
    throw badParameter(
      `Param message[attachment][type] must be one of {IMAGE, VIDEO, AUDIO, FILE, TEMPLATE} - got "${given}".`,
    );
  const known = text(payload, "attachment_id");
  if (known !== undefined) return { attachment: uploaded(call, page, type, known), uploadId: undefined };
  const media = storeMedia(call.world, checked(type, await fileOf(call, type, payload)));
  const keepsIt = String(payload.is_reusable) === "true";
  const uploadId = keepsIt ? keep(call, page, type, media.id) : undefined;
  return { attachment: attachmentOf(type, media.id, {}), uploadId };
}

type Taken = { attachment: LetterAttachment; uploadId: string | undefined };

function uploaded({ world }: Call, page: Page, type: AttachmentType, id: string): LetterAttachment {
  const upload = world.uploads.get(id);
  if (upload?.pageId !== page.id || upload.type !== type || upload.at + UPLOAD_MS < timeOf(world)) {
    throw badParameter("Invalid attachment ID.", 2018074);
  }
  return attachmentOf(type, upload.mediaId, {});
}

async function fileOf(call: Call, type: AttachmentType, payload: Record<string, unknown>): Promise<NewMedia> {
  const sent = call.files.find(({ field }) => field === "filedata") ?? call.files[0];
  if (sent) return sent;
  const url = text(payload, "url");
  if (url === undefined || !/^https?:\/\//i.test(url)) throw badParameter("Incorrect attachment URL", 2018008);
  const response = await fetch(url, { signal: AbortSignal.timeout(20_000) }).catch(() => undefined);
  if (!response?.ok) throw badParameter("Failed to fetch the file from the url", 2018008);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (type === "image" && bytes.length > LARGEST_IMAGE_BY_URL) throw tooLarge();
  const mimeType = response.headers.get("content-type")?.split(";")[0];
  return { bytes, name: decodeURIComponent(new URL(url).pathname.split("/").at(-1) || "file"), mimeType };
}

function checked(type: AttachmentType, media: NewMedia): NewMedia {
  if (media.bytes.length > LARGEST) throw tooLarge();
  const isOfType = type === "file" || media.mimeType?.startsWith(`${type}/`);
  if (media.bytes.length === 0 || !isOfType) {
    throw badParameter(
      "Upload attachment failure. A common reason is that the provided media type does not match type of file provided in the URL",
      2018047,
    );
  }
  return media;
}

function tooLarge() {
  return badParameter("Attachment size exceeds allowable limit", 2018109);
}

function keep({ world }: Call, page: Page, type: AttachmentType, mediaId: string): string {
  const upload: Upload = { id: newId(world, "7"), pageId: page.id, type, mediaId, at: timeOf(world) };
  world.uploads.set(upload.id, upload);
  return upload.id;
}

function attachmentOf(type: AttachmentType, mediaId: string | undefined, payload: Record<string, unknown>) {
  return { type, mediaId, payload, title: undefined, url: undefined, wireType: undefined };
}
