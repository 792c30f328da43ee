import { urlOfMedia } from "../state/media.ts";
import type { Letter, LetterAttachment, Thread, World } from "../state/world.ts";
import { pushEvent } from "./push-event.ts";

/** Tells the apps what the page has written, wherever it was written. https://developers.facebook.com/docs/messenger-platform/reference/webhook-events/message-echoes */
export function echoLetter(world: World, thread: Thread, letter: Letter): void {
  const { appId, metadata } = letter;
  const origin = { is_echo: true, ...(appId === undefined ? {} : { app_id: Number(appId) }) };
  const message = { ...messageOf(world, thread, letter), ...origin, ...(metadata === undefined ? {} : { metadata }) };
  pushEvent(world, thread, "message_echoes", "page", { message }, letter);
}

/** A message as it stands in an event. */
export function messageOf(world: World, thread: Thread, letter: Letter): Record<string, unknown> {
  const { mid, text, quickReply, attachments, replyTo } = letter;
  return {
    mid,
    ...(text === undefined ? {} : { text }),
    ...(quickReply === undefined ? {} : { quick_reply: { payload: quickReply } }),
    ...(attachments.length === 0 ? {} : { attachments: attachments.map((one) => wireAttachment(world, one)) }),
    ...(replyTo === undefined ? {} : { reply_to: { mid: replyTo, is_self_reply: isOwn(thread, letter, replyTo) } }),
  };
}

function wireAttachment(world: World, { type, mediaId, payload, title, url, wireType }: LetterAttachment) {
  const media = mediaId === undefined ? undefined : world.media.get(mediaId);
  const address = media ? { url: urlOfMedia(world, media) } : {};
  const outside = { ...(title === undefined ? {} : { title }), ...(url === undefined ? {} : { url }) };
  const inside = { ...address, ...payload };
  return { type: wireType ?? type, ...outside, ...(Object.keys(inside).length === 0 ? {} : { payload: inside }) };
}

function isOwn(thread: Thread, { from }: Letter, mid: string): boolean {
  return thread.letters.get(mid)?.from === from;
}
