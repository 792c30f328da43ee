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
  return `m_${markOf(world)}${randomText(world.random, 48)}`;
}

/** An access token: begins with EAA, letters and digits. */
export function newToken(world: World): string {
  return `EAA${markOf(world)}${randomText(world.random, 150).replaceAll(/[-_]/g, "Z")}`;
}

/** A trace id of an error. */
export function newTraceId(world: World): string {
  return `A${randomText(world.random, 22)}`;
}

/** Messages and tokens outlive a simulator in what others remember of it, so another run with the same seed must not repeat them. */
function markOf({ run }: World): string {
  return `${run.mark}${(run.count++).toString(36)}`;
}
