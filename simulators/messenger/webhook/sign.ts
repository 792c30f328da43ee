import { createHmac } from "node:crypto";
import { timeOf, type World } from "../state/world.ts";

/** The headers by which an app knows that a delivery is Facebook's. https://developers.facebook.com/docs/graph-api/webhooks/getting-started */
export function signatureHeaders(secret: string, body: string): Record<string, string> {
  return {
    "x-hub-signature": `sha1=${createHmac("sha1", secret).update(body).digest("hex")}`,
    "x-hub-signature-256": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  };
}

/** What deauthorize and data deletion callbacks carry: signature and payload, both base64url, with a point between. */
export function signedRequest(world: World, secret: string, personId: string): string {
  const issuedAt = Math.floor(timeOf(world) / 1000);
  const payload = { user_id: personId, algorithm: "HMAC-SHA256", issued_at: issuedAt };
  const text = Buffer.from(JSON.stringify(payload)).toString("base64url");
  return `${createHmac("sha256", secret).update(text).digest("base64url")}.${text}`;
}
