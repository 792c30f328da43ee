import type { ChannelKind } from "#contract/channels.ts";
import { channelsOf } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

interface Account {
  readonly kind: ChannelKind;
  readonly accountId: string;
  readonly account: string;
}

/** What to throw when connecting an account has failed: the refusal of one that is taken, here or elsewhere, else the error as it is. */
export async function refuseTaken(context: Context, account: Account, error: unknown): Promise<unknown> {
  const taken = await whereTaken(context, account, error);
  if (taken === null) return error;
  return taken === "already_connected" ? alreadyConnected(account.account) : connectedElsewhere(account.account);
}

/**
 * Whether connecting an account has failed because it is taken, and where; null when it failed for another reason. The wall between
 * workspaces is the unique key of the account; row-level security hides who has it.
 */
export async function whereTaken(
  context: Context,
  { kind, accountId }: Omit<Account, "account">,
  error: unknown,
): Promise<"already_connected" | "connected_elsewhere" | null> {
  const isTaken =
    error instanceof Error && "constraint" in error && error.constraint === "channels_one_owner_per_account";
  if (!isTaken) return null;
  const own = await read(context, channelsOf(context).where("kind", "=", kind).where("account_id", "=", accountId));
  return own.length > 0 ? "already_connected" : "connected_elsewhere";
}

/** The refusal of an account that this workspace has connected already. */
export function alreadyConnected(account: string): Refusal {
  return new Refusal(409, "already_connected", `${account} is already connected here.`, {
    detail: "To give it a new token, choose Reconnect at its channel.",
  });
}

/** The other workspace is not named. */
function connectedElsewhere(account: string): Refusal {
  return new Refusal(409, "connected_elsewhere", `${account} is connected in another workspace.`, {
    detail: "Remove it there first, or connect a different account.",
  });
}
