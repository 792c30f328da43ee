import { z } from "zod";
import type { MediaKind } from "../state/world.ts";
import { badRequest, decimal, type Method, method } from "./call.ts";
import { findMedia } from "./find-media.ts";
import { captionShape, type Format, formattedText } from "./format-text.ts";
import { addressShape, reachChat, sendTo } from "./reach-chat.ts";

/** "0-1024 characters after entities parsing." */
const LONGEST_CAPTION = 1024;

/** https://core.telegram.org/bots/api#sendphoto and its sisters. */
export const sendPhoto = sendMedia("photo");
export const sendDocument = sendMedia("document");
export const sendVoice = sendMedia("voice");
export const sendVideo = sendMedia("video");
export const sendSticker = sendMedia("sticker");

/** https://core.telegram.org/bots/api#sendlocation */
export const sendLocation = method({ ...addressShape, latitude: decimal, longitude: decimal }, (call, params) =>
  sendTo(call, params, { location: { latitude: params.latitude, longitude: params.longitude } }),
);

/** The caption and its entities, or the refusal of one that is too long. */
export function caption({ caption: source, ...format }: Format & { caption?: string | undefined }) {
  if (!source) return {};
  const { text, entities } = formattedText(source, format);
  if ([...text].length > LONGEST_CAPTION) throw badRequest("message caption is too long");
  return { caption: text, ...(entities.length > 0 ? { caption_entities: entities } : {}) };
}

function sendMedia(kind: MediaKind): Method {
  return method({ ...addressShape, ...captionShape, caption: z.string().optional() }, async (call, params) => {
    reachChat(call, params.chat_id);
    const said = caption({ ...params, entities: params.caption_entities });
    const content = await findMedia(call, kind);
    return sendTo(call, params, { ...content, ...(kind === "sticker" ? {} : said) });
  });
}
