import { hash, timingSafeEqual } from "node:crypto";

/** Whether a text is the right one; takes the same time for every wrong one, also for one of another length. */
export function isSameText(given: string, right: string): boolean {
  return timingSafeEqual(digest(given), digest(right));
}

function digest(text: string): Buffer {
  return hash("sha256", text, "buffer");
}
