import { endTokens, grantOf } from "../state/tokens.ts";
import { type Call, type Caller, fieldsOf, text } from "./call.ts";
import { GraphError } from "./graph-error.ts";
import { presentPage } from "./page-fields.ts";

/** Who the token belongs to: a person, or with a page's token the page. */
export function answerMe(call: Call, caller: Caller) {
  if (caller.page) return presentPage(call, caller, caller.page, fieldsOf(call.params, ["name", "id"]));
  const person = personOf(caller);
  const fields = fieldsOf(call.params, ["name", "id"]);
  const known: Record<string, string> = { id: person.id, name: person.name };
  return Object.fromEntries(
    [...new Set([...fields, "id"])].flatMap((name) => (known[name] === undefined ? [] : [[name, known[name]]])),
  );
}

/** https://developers.facebook.com/docs/graph-api/reference/user/permissions */
export function answerPermissions({ world, verb, params }: Call, caller: Caller) {
  const person = personOf(caller);
  const grant = grantOf(world, caller.app.id, person.id);
  if (verb === "DELETE") {
    const permission = text(params, "permission");
    if (permission !== undefined) {
      grant.granted.delete(permission);
      grant.declined.add(permission);
      return { success: true };
    }
    grant.granted.clear();
    grant.pageIds.clear();
    endTokens(world, (token) => token.appId === caller.app.id && token.personId === person.id, 458);
    return { success: true };
  }
  const one = (status: string) => (permission: string) => ({ permission, status });
  return { data: [...[...grant.granted].map(one("granted")), ...[...grant.declined].map(one("declined"))] };
}

function personOf({ person, page }: Caller) {
  if (person && !page) return person;
  throw new GraphError(2500, "An active access token must be used to query information about the current user.");
}
