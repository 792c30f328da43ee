import { Agent } from "node:https";
import { isLoopback } from "#server/platform/is-loopback.ts";

/**
 * What trusts a media host. WhatsApp's own proves itself like any site (undefined: nothing special). One on this machine, which plays
 * WhatsApp, has a certificate that it made for itself.
 */
export function uploadAgent(webUrl: string): Agent | undefined {
  return isLoopback(new URL(webUrl)) ? new Agent({ rejectUnauthorized: false }) : undefined;
}
