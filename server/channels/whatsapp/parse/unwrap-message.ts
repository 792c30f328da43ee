import type { proto } from "baileys/WAProto/index.js";
import { loadProto } from "#server/channels/whatsapp/baileys/load-proto.ts";
import type { HeldMessage } from "#server/channels/whatsapp/parse/read-content.ts";

/** A decrypted message. `sentTo`: the chat, in the copy that the phone sends its devices of what it wrote itself. */
export interface OpenedMessage extends HeldMessage {
  readonly sentTo: string | null;
}

// Honest messages have three wrappers at most.
const deepest = 10;

/** Decodes what the cipher gave: a protobuf with 1 to 16 bytes of padding, each of which holds their number. Throws when it is none. */
export function openMessage(plaintext: Uint8Array): OpenedMessage {
  const padding = plaintext.at(-1) ?? 0;
  if (padding < 1 || padding > 16 || padding >= plaintext.length)
    throw new Error("The padding is not one of WhatsApp.");
  const decoded = loadProto().Message.decode(plaintext.subarray(0, plaintext.length - padding));
  const copy = decoded.deviceSentMessage;
  return { ...unwrapMessage(copy?.message ?? decoded), sentTo: copy?.destinationJid ?? null };
}

/** Takes a message out of what only says how it shall be shown or kept. */
export function unwrapMessage(given: proto.IMessage): HeldMessage {
  let message = given;
  let viewOnce = false;
  for (let depth = 0; depth < deepest; depth += 1) {
    const once = message.viewOnceMessage ?? message.viewOnceMessageV2 ?? message.viewOnceMessageV2Extension;
    const inner = (once ?? wrapperOf(message))?.message;
    if (!inner) break;
    if (once) viewOnce = true;
    message = inner;
  }
  return { message, viewOnce };
}

function wrapperOf(message: proto.IMessage): proto.Message.IFutureProofMessage | null | undefined {
  return (
    message.ephemeralMessage ??
    message.documentWithCaptionMessage ??
    message.editedMessage ??
    message.groupMentionedMessage ??
    message.botInvokeMessage ??
    message.botForwardedMessage ??
    message.associatedChildMessage ??
    message.questionMessage ??
    message.questionReplyMessage ??
    message.pollCreationOptionImageMessage
  );
}
