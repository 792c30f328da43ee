import { grantOf, scopesOf } from "../state/tokens.ts";
import { type Token, timeOf, type World } from "../state/world.ts";
import { type Call, text } from "./call.ts";
import { findCaller } from "./find-caller.ts";
import { GraphError, tokenError } from "./graph-error.ts";

/** https://developers.facebook.com/docs/graph-api/reference/debug_token */
export function answerDebugToken(call: Call) {
  const { world, params } = call;
  const input = text(params, "input_token");
  if (input === undefined) throw new GraphError(100, "(#100) The parameter input_token is required");
  const { app } = findCaller(call);
  const token = world.tokens.get(input);
  if (!token) return { data: { error: invalid, is_valid: false, scopes: [] } };
  if (token.appId !== app.id) {
    throw new GraphError(100, "(#100) The App_id in the input_token did not match the Viewing App");
  }
  const error = tokenError(app, token, timeOf(world));
  return {
    data: {
      app_id: app.id,
      type: token.type,
      application: app.name,
      data_access_expires_at: seconds(token.dataAccessExpiresAt),
      ...(error ? { error: { code: error.code, message: error.message, subcode: error.subcode } } : {}),
      expires_at: token.expiresAt === undefined ? 0 : seconds(token.expiresAt),
      is_valid: error === undefined,
      issued_at: seconds(token.issuedAt),
      ...(token.pageId === undefined ? {} : { profile_id: token.pageId }),
      scopes: scopesOf(world, token),
      granular_scopes: granularScopes(world, token),
      user_id: token.personId,
    },
  };
}

const invalid = { code: 190, message: "Invalid OAuth access token - Cannot parse access token" };

/** Which pages each permission was given for. */
function granularScopes(world: World, token: Token) {
  const { granted, pageIds } = grantOf(world, token.appId, token.personId);
  return [...granted].map((scope) => (scope.startsWith("pages_") ? { scope, target_ids: [...pageIds] } : { scope }));
}

function seconds(at: number): number {
  return Math.floor(at / 1000);
}
