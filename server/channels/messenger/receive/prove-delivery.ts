import { createHmac } from "node:crypto";
import { isSameText } from "#server/platform/secrets/is-same-text.ts";

/**
 * Whether a delivery carries Meta's signature, made with the secret of the app over the bytes as they came; takes the same time for every
 * wrong one: developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads.
 */
export function proves(appSecret: string, header: string | string[] | undefined, body: Buffer): boolean {
  if (typeof header !== "string" || appSecret === "") return false;
  const right = `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
  return isSameText(header, right);
}
