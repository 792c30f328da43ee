import { randomText } from "#simulators/shared/random.ts";
import { grantOf, renewDataAccess } from "../state/tokens.ts";
import { type App, announceChange, type Person, timeOf, type World } from "../state/world.ts";
import type { LoginRequest } from "./read-request.ts";

/** What somebody does in the dialog. */
type LoginAnswer = {
  /** Ids of the pages that were ticked. */
  pageIds: string[];
  /** Permissions that were left ticked. */
  permissions: string[];
};

/** "Continue": remembers what was allowed, and gives the address to be sent to, with a code. */
export function continueLogin(world: World, request: LoginRequest, { pageIds, permissions }: LoginAnswer): string {
  const { app, person, redirectUri, state } = request;
  const grant = grantOf(world, app.id, person.id);
  for (const permission of request.permissions) {
    const isGiven = permission === "public_profile" || permissions.includes(permission);
    (isGiven ? grant.granted : grant.declined).add(permission);
    (isGiven ? grant.declined : grant.granted).delete(permission);
  }
  const choosable = request.pages.map(({ id }) => id);
  grant.pageIds = new Set(choosable.filter((id) => pageIds.includes(id)));
  renewDataAccess(world, app.id, person.id);
  announceChange(world, { kind: "people" });
  return backTo(redirectUri, { code: issueCode(world, app, person, redirectUri), state });
}

/** "Cancel": the address to be sent to. */
export function cancelLogin({ redirectUri, state }: LoginRequest): string {
  const error = { error: "access_denied", error_code: "200", error_description: "Permissions error" };
  return backTo(redirectUri, { ...error, error_reason: "user_denied", state });
}

function issueCode(world: World, app: App, person: Person, redirectUri: string): string {
  const value = `AQ${randomText(world.random, 180)}`;
  world.codes.set(value, {
    value,
    appId: app.id,
    personId: person.id,
    redirectUri,
    issuedAt: timeOf(world),
    used: false,
  });
  return value;
}

/** Facebook puts `#_=_` at the end; whoever compares addresses has to know. */
function backTo(redirectUri: string, params: Record<string, string | undefined>): string {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(params)) if (value !== undefined) url.searchParams.set(name, value);
  url.hash = "_=_";
  return url.toString();
}
