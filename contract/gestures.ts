import { z } from "zod";
import { endpoint, right } from "#contract/endpoint.ts";
import { message } from "#contract/messages.ts";
import { id } from "#contract/values.ts";

const conversationParams = z.object({ conversationId: id });

/**
 * Reacts to a message of the conversation with one emoji, or takes the reaction back (null). Refused `not_possible` where the channel
 * cannot or the message has not left, `not_delivered` when the channel could not be reached; then all is as before.
 */
export const reactToMessage = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/messages/:messageId/reaction",
  summary: "React to a message",
  access: right("inbox.reply"),
  status: 200,
  params: conversationParams.extend({ messageId: id }),
  body: z.object({
    emoji: z
      .string()
      .trim()
      .min(1)
      .max(40)
      .refine((text) => /^\p{RGI_Emoji}$/v.test(text), { error: "Choose one emoji." })
      .nullable(),
  }),
  answer: message,
});

/** Tells the customer for some seconds that somebody writes. Changes nothing where the channel cannot. */
export const showTyping = endpoint({
  method: "PUT",
  path: "/conversations/:conversationId/typing",
  summary: "Show the customer that somebody writes",
  access: right("inbox.reply"),
  status: 204,
  params: conversationParams,
});
