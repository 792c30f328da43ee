import type { MessageContent } from "#contract/message-content.ts";

/** By what a customer came, in a line. */
export function arrivalOf({ from, title, parameter }: Extract<MessageContent, { kind: "referral" }>): string {
  const mark = parameter === null ? "" : ` (${parameter})`;
  if (from === "ad") return title === null ? `Came by an ad${mark}` : `Came by the ad “${title}”${mark}`;
  return from === "link" ? `Came by a link${mark}` : `Came from another place${mark}`;
}
