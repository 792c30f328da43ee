import { createHmac, hash, timingSafeEqual } from "node:crypto";

/**
 * Whether a delivery carries Meta's signature, made with the secret of the app over the bytes as they came; takes the same time for every
 * wrong one: developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads.
 */
export function proves(appSecret: string, header: string | string[] | undefined, body: Buffer): boolean {
  if (typeof header !== "string" || appSecret === "") return false;
  const right = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  return timingSafeEqual(digest(header), digest(right));
}

/** Whether a word is the one that was agreed; takes the same time for every wrong one. */
export function isWord(agreed: string, given: string): boolean {
  return timingSafeEqual(digest(given), digest(agreed));
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
