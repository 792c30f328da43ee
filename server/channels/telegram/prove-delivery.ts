import { isSameText } from "#server/platform/secrets/is-same-text.ts";

/** Whether a delivery carries the secret that Telegram was given with setWebhook; takes the same time for every wrong one. */
export function proves(secret: string, header: string | string[] | undefined): boolean {
  return typeof header === "string" && secret !== "" && isSameText(header, secret);
}
