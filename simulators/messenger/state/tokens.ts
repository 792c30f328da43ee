import { newToken } from "./ids.ts";
import { type App, type Grant, grantKey, type Page, type Person, type Token, timeOf, type World } from "./world.ts";

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

/** "Short-lived tokens usually have a lifetime of about an hour or two; long-lived about 60 days." */
export const lifetimes = { short: 2 * HOUR, long: 60 * DAY, dataAccess: 90 * DAY };

/** A token of a person for an app. */
export function issueUserToken(world: World, app: App, person: Person, lifetimeMs: number): Token {
  return keep(world, { type: "USER", app, person, page: undefined, expiresAt: timeOf(world) + lifetimeMs });
}

/**
 * The page's token for this app and person; the same one for as long as it is good. From a long-lived token of a person comes one
 * that never expires, from a short-lived one a token that ends with it.
 */
export function issuePageToken(world: World, user: Token, page: Page): Token {
  const app = world.apps.get(user.appId);
  const person = world.people.get(user.personId);
  if (!app || !person) throw new Error("The token belongs to nobody.");
  const isLong = user.expiresAt === undefined || user.expiresAt - user.issuedAt > DAY;
  const expiresAt = isLong ? undefined : user.expiresAt;
  const known = world.tokens
    .values()
    .find((token) => isSamePlace(token, user, page) && token.endedBy === undefined && token.expiresAt === expiresAt);
  return known ?? keep(world, { type: "PAGE", app, person, page, expiresAt });
}

/** What a person has allowed an app; nothing yet, at first. */
export function grantOf(world: World, appId: string, personId: string): Grant {
  const key = grantKey(appId, personId);
  const grant = world.grants.get(key) ?? { granted: new Set(), declined: new Set(), pageIds: new Set() };
  world.grants.set(key, grant);
  return grant;
}

/** Whoever logs in again lets the app have their data for another 90 days. https://developers.facebook.com/docs/facebook-login/auth-vs-data */
export function renewDataAccess(world: World, appId: string, personId: string): void {
  for (const token of world.tokens.values()) {
    const isOfBoth = token.appId === appId && token.personId === personId;
    if (isOfBoth) token.dataAccessExpiresAt = timeOf(world) + lifetimes.dataAccess;
  }
}

/** The permissions that a token carries now. Page tokens lose what the person takes back. */
export function scopesOf(world: World, token: Token): string[] {
  return [...grantOf(world, token.appId, token.personId).granted];
}

/** Ends all tokens that fit; calls with them are refused with error 190 and this subcode. */
export function endTokens(world: World, fits: (token: Token) => boolean, subcode: number): number {
  const ended = [...world.tokens.values()].filter((token) => token.endedBy === undefined && fits(token));
  for (const token of ended) token.endedBy = subcode;
  return ended.length;
}

type NewToken = Pick<Token, "type" | "expiresAt"> & { app: App; person: Person; page: Page | undefined };

function keep(world: World, { type, app, person, page, expiresAt }: NewToken): Token {
  const token: Token = {
    value: newToken(world),
    type,
    appId: app.id,
    personId: person.id,
    pageId: page?.id,
    issuedAt: timeOf(world),
    expiresAt,
    dataAccessExpiresAt: timeOf(world) + lifetimes.dataAccess,
    endedBy: undefined,
  };
  world.tokens.set(token.value, token);
  return token;
}

function isSamePlace(token: Token, user: Token, page: Page): boolean {
  return token.pageId === page.id && token.appId === user.appId && token.personId === user.personId;
}
