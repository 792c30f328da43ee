import { z } from "zod";
import { badRequest, method } from "./call.ts";
import { formatShape, formattedText } from "./format-text.ts";
import { addressShape, sendTo } from "./reach-chat.ts";

/** "Text of the message to be sent, 1-4096 characters after entities parsing." */
const LONGEST_TEXT = 4096;

/** https://core.telegram.org/bots/api#sendmessage */
export const sendMessage = method({ ...addressShape, ...formatShape, text: z.string().optional() }, (call, params) =>
  sendTo(call, params, messageText(params)),
);

/** The text and its entities, or the refusal of an empty or too long one. */
export function messageText(params: Parameters<typeof formattedText>[1] & { text?: string | undefined }) {
  const { text, entities } = formattedText(params.text ?? "", params);
  if (text === "") throw badRequest("message text is empty");
  if ([...text].length > LONGEST_TEXT) throw badRequest("message is too long");
  return { text, ...(entities.length > 0 ? { entities } : {}) };
}
