import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Withdrawal } from "#server/channels/connecting.ts";
import { parseJson } from "#server/platform/parse-json.ts";

const payload = z.object({
  user_id: z.string().min(1).max(100),
  algorithm: z.string(),
  issued_at: z.int(),
});

const dayMilliseconds = 24 * 3_600_000;
const aheadMilliseconds = 5 * 60_000;

/**
 * Who takes their consent back, from the form that Facebook posts: the field `signed_request` holds a signature and a payload, both
 * base64url, with a point between; signed is the payload as it is written
 * (https://developers.facebook.com/docs/development/create-an-app/app-dashboard/data-deletion-callback). Compared in constant time. Null
 * when anything about it is false, and when it is older than a day: it may have been taken from somewhere else since.
 */
export function readSignedRequest(appSecret: string, body: Buffer, now: Date): Withdrawal | null {
  const text = new URLSearchParams(body.toString("utf8")).get("signed_request");
  const [signature, signed, ...rest] = (text ?? "").split(".");
  if (!signature || !signed || rest.length > 0) return null;
  const right = createHmac("sha256", appSecret).update(signed).digest();
  const given = Buffer.from(signature, "base64url");
  if (given.length !== right.length || !timingSafeEqual(given, right)) return null;
  const said = payload.safeParse(parseJson(Buffer.from(signed, "base64url").toString("utf8"))).data;
  if (said?.algorithm.toUpperCase() !== "HMAC-SHA256") return null;
  const age = now.getTime() - said.issued_at * 1000;
  if (age > dayMilliseconds || age < -aheadMilliseconds) return null;
  return { personId: said.user_id, before: new Date((said.issued_at + 1) * 1000) };
}
