import { receiveOnPhone } from "../customer/receive.ts";
import { addLetter, threadChanged } from "../state/letters.ts";
import type { Letter, LetterAttachment, Thread } from "../state/world.ts";
import { echoLetter } from "../webhook/echo-letter.ts";
import { asObject, type Call, type Caller, objectOf, text } from "./call.ts";
import { requirePage, requireScope } from "./find-caller.ts";
import { badParameter, knownError } from "./graph-error.ts";
import { performAction } from "./perform-action.ts";
import { reachThread } from "./reach-thread.ts";
import { takeAttachment } from "./take-attachment.ts";

/** "Must be UTF-8 and has a 2000 character limit", "metadata … 1000 character limit": the reference of the Send API. */
const LONGEST_TEXT = 2000;
const LONGEST_METADATA = 1000;

/** https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export async function answerMessages(call: Call, caller: Caller) {
  const page = requirePage(call, caller);
  requireScope(call.world, caller, "pages_messaging");
  if (!page.isPublished) throw knownError(200);
  const thread = reachThread(call, caller, page);
  const message = objectOf(call.params, "message");
  const action = text(call.params, "sender_action");
  if (action !== undefined && message) throw badParameter("Cannot send both message and state at the same time.");
  if (action !== undefined) return performAction(call, thread, action);
  if (!message) throw badParameter("The parameter message is required");
  const { letter, uploadId } = await post(call, caller, thread, message);
  const attachment = uploadId === undefined ? {} : { attachment_id: uploadId };
  return { recipient_id: thread.psid, message_id: letter.mid, ...attachment };
}

type Sent = { letter: Letter; uploadId: string | undefined };

async function post(call: Call, caller: Caller, thread: Thread, message: Record<string, unknown>): Promise<Sent> {
  const words = wordsOf(message);
  const metadata = metadataOf(message);
  const replyTo = repliedTo(call, thread, message);
  const { attachments, uploadId } = await attachmentsOf(call, thread, message);
  if (words === undefined && attachments.length === 0) {
    throw badParameter("Message cannot be empty, must provide valid attachment or text", 2018006);
  }
  if (words !== undefined && attachments.length > 0 && attachments[0]?.type !== "template") {
    throw badParameter("Cannot send both text and attachment in the same message.");
  }
  const letter = addLetter(call.world, thread, "page", {
    text: words,
    attachments,
    replyTo,
    metadata,
    appId: caller.app.id,
    tag: text(call.params, "tag"),
  });
  echoLetter(call.world, thread, letter);
  receiveOnPhone(call.world, thread);
  threadChanged(call.world, thread);
  return { letter, uploadId };
}

function wordsOf(message: Record<string, unknown>): string | undefined {
  const words = text(message, "text");
  if (words !== undefined && words.length > LONGEST_TEXT) {
    throw badParameter(`Length of param message[text] must be less than or equal to ${LONGEST_TEXT}`);
  }
  return words;
}

function metadataOf(message: Record<string, unknown>): string | undefined {
  const metadata = text(message, "metadata");
  if (metadata !== undefined && metadata.length > LONGEST_METADATA) {
    throw badParameter(`Length of param message[metadata] must be less than or equal to ${LONGEST_METADATA}`);
  }
  return metadata;
}

function repliedTo(call: Call, thread: Thread, message: Record<string, unknown>): string | undefined {
  const replyTo = objectOf(call.params, "reply_to") ?? asObject(message.reply_to);
  if (!replyTo) return undefined;
  const mid = text(replyTo, "mid");
  if (mid === undefined || !thread.letters.has(mid)) throw badParameter("Invalid message ID in reply_to");
  return mid;
}

async function attachmentsOf(call: Call, thread: Thread, message: Record<string, unknown>) {
  const sticker = text(message, "sticker_id");
  if (sticker !== undefined) return { attachments: [stickerNamed(sticker)], uploadId: undefined };
  const attachment = asObject(message.attachment);
  if (!attachment) return { attachments: [], uploadId: undefined };
  const taken = await takeAttachment(call, thread.page, attachment);
  return { attachments: [taken.attachment], uploadId: taken.uploadId };
}

function stickerNamed(id: string): LetterAttachment {
  const payload = { sticker_id: Number(id) };
  return { type: "sticker", mediaId: undefined, payload, title: undefined, url: undefined, wireType: undefined };
}
