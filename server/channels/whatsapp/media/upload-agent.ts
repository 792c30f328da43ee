import { Agent } from "node:https";

const loopback = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/;

/**
 * What trusts a media host. WhatsApp's own proves itself like any site (undefined: nothing special). One on this machine, which plays
 * WhatsApp, has a certificate that it made for itself.
 */
export function uploadAgent(webUrl: string): Agent | undefined {
  return loopback.test(new URL(webUrl).hostname) ? new Agent({ rejectUnauthorized: false }) : undefined;
}
