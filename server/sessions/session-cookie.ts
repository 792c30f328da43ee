import type { FastifyReply, FastifyRequest } from "fastify";
import type { Config } from "#server/platform/config.ts";
import { absoluteTimeoutSeconds } from "#server/sessions/timeouts.ts";

type PublicAddress = Pick<Config, "publicUrl">;

/** The session token that a request's cookie carries, or null. */
export function readSessionCookie(request: FastifyRequest, config: PublicAddress): string | null {
  const token = request.cookies[nameOf(config)];
  return token && token.length <= 100 ? token : null;
}

/** Hands the token to the browser, out of reach of scripts and of other sites' writes. */
export function setSessionCookie(reply: FastifyReply, config: PublicAddress, token: string): void {
  reply.setCookie(nameOf(config), token, { ...attributesOf(config), maxAge: absoluteTimeoutSeconds });
}

/** Takes the token back. */
export function clearSessionCookie(reply: FastifyReply, config: PublicAddress): void {
  reply.clearCookie(nameOf(config), attributesOf(config));
}

/** Attributes of every cookie of ours. Browsers keep Secure ones from plain http, where an install without https would lose its sessions. */
export function attributesOf(config: PublicAddress) {
  return { httpOnly: true, sameSite: "lax" as const, path: "/", secure: isSecure(config) };
}

/** With https, the prefix makes the browser refuse a cookie of this name that a neighbouring host or plain http planted. */
function nameOf(config: PublicAddress): string {
  return isSecure(config) ? "__Host-wokfow" : "wokfow_session";
}

function isSecure(config: PublicAddress): boolean {
  return config.publicUrl?.startsWith("https:") ?? false;
}
