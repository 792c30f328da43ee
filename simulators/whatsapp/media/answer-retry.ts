import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { type BinaryNode, getBinaryNodeChild, getBinaryNodeChildBuffer, proto } from "baileys";

const TAG_LENGTH = 16;

/** What the phone knows of a message whose file is gone: its key, and where it has put the file again. */
export type Reuploaded = { mediaKey: Uint8Array; directPath: string };

/**
 * The phone's answer to a `server-error` receipt, which asks for a file that has left the media host: a `mediaretry`
 * notification with the new place, or with "not found" when the phone has no such message.
 * Throws when the receipt is not encrypted with the key of the message: then the client does not hold the message.
 */
export function answerMediaRetry(
  receipt: BinaryNode,
  reupload: (messageId: string) => Reuploaded | undefined,
  now: Date,
): BinaryNode {
  const { id = "" } = receipt.attrs;
  const found = reupload(id);
  if (found) checkRequest(receipt, id, found.mediaKey);
  return {
    tag: "notification",
    attrs: {
      id,
      type: "mediaretry",
      from: receipt.attrs.to ?? "",
      t: String(Math.floor(now.getTime() / 1000)),
    },
    content: [found ? answerNode(id, found) : errorNode(), getBinaryNodeChild(receipt, "rmr") ?? noTarget()],
  };
}

function checkRequest(receipt: BinaryNode, id: string, mediaKey: Uint8Array): void {
  const encrypt = getBinaryNodeChild(receipt, "encrypt");
  const ciphertext = getBinaryNodeChildBuffer(encrypt, "enc_p");
  const iv = getBinaryNodeChildBuffer(encrypt, "enc_iv");
  if (!ciphertext || !iv) throw new Error("The request for the file says nothing about it.");
  const decipher = createDecipheriv("aes-256-gcm", retryKey(mediaKey), iv);
  decipher.setAAD(Buffer.from(id));
  decipher.setAuthTag(Buffer.from(ciphertext.subarray(-TAG_LENGTH)));
  const plain = Buffer.concat([decipher.update(ciphertext.subarray(0, -TAG_LENGTH)), decipher.final()]);
  if (proto.ServerErrorReceipt.decode(plain).stanzaId !== id) throw new Error("The request names another message.");
}

function answerNode(id: string, { mediaKey, directPath }: Reuploaded): BinaryNode {
  const result = proto.MediaRetryNotification.ResultType.SUCCESS;
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", retryKey(mediaKey), iv);
  cipher.setAAD(Buffer.from(id));
  const plain = proto.MediaRetryNotification.encode({ stanzaId: id, directPath, result }).finish();
  const content = Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    tag: "encrypt",
    attrs: {},
    content: [
      { tag: "enc_p", attrs: {}, content },
      { tag: "enc_iv", attrs: {}, content: iv },
    ],
  };
}

function errorNode(): BinaryNode {
  return { tag: "error", attrs: { code: String(proto.MediaRetryNotification.ResultType.NOT_FOUND) } };
}

function noTarget(): BinaryNode {
  return { tag: "rmr", attrs: {} };
}

function retryKey(mediaKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync("sha256", mediaKey, "", "WhatsApp Media Retry Notification", 32));
}
