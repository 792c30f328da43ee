import type { Context } from "#server/context.ts";
import { findMessage } from "#server/conversations/present-message.ts";

/** One message as the JSON of the contract, null when there is none. */
export async function readMessage(context: Context, messageId: string): Promise<string | null> {
  const message = await findMessage(context, messageId);
  return message && JSON.stringify(message);
}
