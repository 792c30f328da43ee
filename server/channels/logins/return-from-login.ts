import type { LoginFailure } from "#contract/channel-logins.ts";
import { holds } from "#contract/rights.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { LoginOutcome } from "#server/channels/connecting.ts";
import { loginAddresses } from "#server/channels/logins/addresses.ts";
import { findLoginKind, type LoginKind } from "#server/channels/logins/login-kind.ts";
import { type LoginRow, loginById, moveLogin } from "#server/channels/logins/queries.ts";
import { renewChannels } from "#server/channels/logins/renew-channels.ts";
import { sealAccounts } from "#server/channels/logins/sealed-accounts.ts";
import { type Context, read, transact, type Visit } from "#server/context.ts";
import { actorOf, type Caller } from "#server/platform/http/caller.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";

/** A browser that was sent back by a service. */
export interface LoginReturn {
  readonly kind: string;
  readonly query: {
    readonly state?: string | undefined;
    readonly code?: string | undefined;
    readonly error?: string | undefined;
  };
  readonly caller: Caller | null;
  readonly visit: Visit;
}

/** How long the pages can be looked at before one chooses. */
const choosingMilliseconds = 30 * 60_000;
const redeemMilliseconds = 30_000;

/**
 * Takes a browser back from a service and answers the page it goes to. A state counts once, for 15 minutes, and in the session that has
 * begun; any other leads to the page that says so, and whose it is remains unsaid.
 */
export async function returnFromLogin(parts: ChannelParts, back: LoginReturn): Promise<string> {
  const found = findLoginKind(parts, back.kind);
  const login = found && (await loginOfState(parts, back));
  if (!login) return pageOf(back.kind, "unknown");
  const { context, row } = login;
  if (back.caller && !isOwn(back.caller, row)) return pageOf(back.kind, "unknown");
  const first = await transact(context, (tx) => moveLogin(tx, { ...row, stage: "waiting" }, returned(context)));
  // The service has done its part, but who comes back without a session is nobody here; after signing in they read why.
  if (first && !back.caller) await fail(context, first, "signed_out");
  if (first && back.caller) {
    const own = { ...context, actor: actorOf(back.caller, back.visit) };
    await takeReturn(parts, own, found, first, back.query);
  }
  return pageOf(back.kind, row.id);
}

/** Counts once: whoever comes second finds it so. */
function returned({ clock }: Context) {
  return { stage: "returned" as const, expires_at: new Date(clock.now().getTime() + choosingMilliseconds) };
}

function pageOf(kind: string, login: string): string {
  return `/settings/integrations?kind=${kind}&login=${login}`;
}

async function loginOfState(parts: ChannelParts, { kind, query }: LoginReturn) {
  if (!query.state) return null;
  const { rows } = await parts.database.pool.query<{ workspace_id: string; login_id: string }>({
    name: "login_of_state",
    text: "select workspace_id, login_id from login_of_state($1)",
    values: [hashOfToken(query.state)],
  });
  const [key] = rows;
  if (!key) return null;
  const context = parts.contextOf(key.workspace_id);
  const [row] = await read(context, loginById(context, key.login_id));
  return row?.kind === kind ? { context, row } : null;
}

function isOwn(caller: Caller, row: LoginRow): boolean {
  const isSame = caller.sessionId === row.session_id && caller.memberId === row.member_id;
  return isSame && caller.workspaceId === row.workspace_id && holds(caller.role, "channels.configure");
}

async function takeReturn(
  parts: ChannelParts,
  context: Context,
  found: LoginKind,
  row: LoginRow,
  { code, error }: LoginReturn["query"],
): Promise<void> {
  // RFC 6749, 4.1.2.1: what the service says instead of a code.
  if (error) return fail(context, row, error === "access_denied" ? "cancelled" : "service_error");
  const outcome = code ? await redeem(parts, found, code) : noCode;
  if (outcome.outcome === "failed") return fail(context, row, outcome.reason, outcome.missing);
  if (row.channel_id && (await renewChannels(parts, context, { ...row, channel_id: row.channel_id }, outcome))) return;
  const { personId: person_id, person, accounts } = outcome;
  const sealed_accounts = sealAccounts(parts.secrets, row.id, accounts);
  const chosenFrom = { stage: "choosing" as const, channel_id: null, person_id, person, sealed_accounts };
  await transact(context, (tx) => moveLogin(tx, row, chosenFrom));
}

const noCode = { outcome: "failed", reason: "code_refused", missing: [] } as const satisfies LoginOutcome;

async function redeem(parts: ChannelParts, { kind, connecting }: LoginKind, code: string): Promise<LoginOutcome> {
  const { callback = "" } = loginAddresses(parts, kind) ?? {};
  return connecting.redeem(code, callback, AbortSignal.timeout(redeemMilliseconds));
}

async function fail(
  context: Context,
  row: LoginRow,
  failure: LoginFailure,
  missing: readonly string[] = [],
): Promise<void> {
  const change = { stage: "failed" as const, failure, missing: JSON.stringify(missing) };
  await transact(context, (tx) => moveLogin(tx, row, change));
}
