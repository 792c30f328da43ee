import { randomInteger, randomText } from "#simulators/shared/random.ts";
import type { World } from "./world.ts";

/**
 * An id as Facebook gives them: digits, by default too many for a JavaScript number, so that code that parses them is found out.
 * Ids of apps are shorter: events carry them as numbers.
 */
export function newId(world: World, prefix: string, length = 17): string {
  let digits = prefix;
  while (digits.length < length) digits += String(randomInteger(world.random, 0, 9));
  return digits;
}

/** A message id: "m_" and what looks like base64url. https://developers.facebook.com/docs/messenger-platform/reference/send-api */
export function newMid(world: World): string {
  return `m_${randomText(world.random, 60)}`;
}

/** An access token: begins with EAA, letters and digits. */
export function newToken(world: World): string {
  return `EAA${randomText(world.random, 160).replaceAll(/[-_]/g, "Z")}`;
}

/** A trace id of an error. */
export function newTraceId(world: World): string {
  return `A${randomText(world.random, 22)}`;
}
