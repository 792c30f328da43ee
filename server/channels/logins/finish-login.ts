import type { finishLogin as endpoint } from "#contract/channel-logins.ts";
import type { AnswerOf } from "#contract/endpoint.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { LoginAccount } from "#server/channels/connecting.ts";
import { accessLogin, type LoginRow, moveLogin } from "#server/channels/logins/queries.ts";
import { openAccounts } from "#server/channels/logins/sealed-accounts.ts";
import { beginDelivery, storeAccount } from "#server/channels/logins/store-account.ts";
import { mayConfigure } from "#server/channels/policy.ts";
import { presentChannel } from "#server/channels/present.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import { type Context, transact } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

type Results = AnswerOf<typeof endpoint>;
type End = { readonly row: ChannelRow } | { readonly refusal: Refusal };
type Stored = { readonly accountId: string } & End;

/**
 * Connects the chosen accounts, each by itself. The credentials of what was not chosen are forgotten as soon as one was connected. Refused
 * as the contract says.
 */
export async function finishLogin(
  context: Context,
  parts: ChannelParts,
  { loginId, accountIds }: { loginId: string; accountIds: readonly string[] },
): Promise<Results> {
  const login = await accessLogin(context, loginId);
  if (login.stage !== "choosing") throw loginOver();
  const offered = new Map(openAccounts(parts.secrets, login).map((account) => [account.accountId, account]));
  const stored: Stored[] = [];
  for (const accountId of new Set(accountIds)) {
    const end = await storeChosen(context, parts, login, offered.get(accountId));
    stored.push({ accountId, ...end });
  }
  const rows = stored.flatMap((one) => ("row" in one ? [one.row] : []));
  const channel_ids = JSON.stringify(rows.map(({ id }) => id));
  const over = { stage: "done" as const, sealed_accounts: null, channel_ids };
  if (rows.length > 0) await transact(context, (tx) => moveLogin(tx, login, over));
  await Promise.all(rows.map((row) => beginDelivery(parts, row)));
  return { items: await Promise.all(stored.map((one) => present(context, one))) };
}

async function storeChosen(
  context: Context,
  parts: ChannelParts,
  { kind, person_id: personId, began_at: grantedAt }: LoginRow,
  account: LoginAccount | undefined,
): Promise<End> {
  if (!account || !personId) return { refusal: notOffered() };
  if (!account.isUsable) return { refusal: notAllowed(account.name) };
  try {
    return { row: await storeAccount(context, parts, { kind, personId, grantedAt, account, isRenewal: false }) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    throw error;
  }
}

async function present(context: Context, one: Stored): Promise<Results["items"][number]> {
  const { accountId } = one;
  if ("refusal" in one) {
    const { code, message: title, details } = one.refusal;
    return { accountId, channel: null, refusal: { code, title, detail: details.detail ?? null } };
  }
  const row = await accessChannel(context, one.row.id);
  return { accountId, channel: presentChannel(row, context.clock.now(), mayConfigure(context)), refusal: null };
}

function notAllowed(name: string): Refusal {
  return new Refusal(422, "not_allowed", `Whoever has logged in may not answer messages of ${name}.`, {
    detail: "Somebody who manages it can allow that at the service; then log in again.",
  });
}

function notOffered(): Refusal {
  return new Refusal(422, "not_offered", "This login does not offer that account.", {
    detail: "Log in again as somebody who looks after it, and leave it ticked there.",
  });
}

function loginOver(): Refusal {
  return new Refusal(409, "login_over", "This login is over.", { detail: "Begin another one to connect more." });
}
