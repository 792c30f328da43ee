import { hash, timingSafeEqual } from "node:crypto";

/** Whether a delivery carries the secret that Telegram was given with setWebhook; takes the same time for every wrong one. */
export function proves(secret: string, header: string | string[] | undefined): boolean {
  if (typeof header !== "string" || secret === "") return false;
  return timingSafeEqual(digest(header), digest(secret));
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
