import { createHmac, randomUUID, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { SignInParts } from "#server/sessions/open-sign-in.ts";
import { attributesOf } from "#server/sessions/session-cookie.ts";

const name = "wokfow_device";
// The longest that browsers keep a cookie.
const maxAge = 400 * 24 * 60 * 60;

/** The identifier of a browser that has signed in to this person's account before, or null. It proves nothing but that. */
export function readDeviceCookie(parts: SignInParts, request: FastifyRequest, personId: string): string | null {
  const [deviceId, mark] = (request.cookies[name] ?? "").split(".");
  if (!deviceId || !mark) return null;
  const expected = Buffer.from(markOf(parts, deviceId, personId));
  const given = Buffer.from(mark);
  return given.length === expected.length && timingSafeEqual(given, expected) ? deviceId : null;
}

/** Marks the browser as one that has signed in to this person's account. */
export function setDeviceCookie(parts: SignInParts, reply: FastifyReply, personId: string): void {
  const deviceId = randomUUID();
  const value = `${deviceId}.${markOf(parts, deviceId, personId)}`;
  reply.setCookie(name, value, { ...attributesOf(parts.config), maxAge });
}

function markOf({ secrets }: SignInParts, deviceId: string, personId: string): string {
  return createHmac("sha256", secrets.derive("known devices")).update(`${deviceId} ${personId}`).digest("base64url");
}
