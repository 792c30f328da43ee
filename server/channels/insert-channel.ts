import { randomBytes } from "node:crypto";
import type { ChannelKind } from "#contract/channels.ts";
import { channelName } from "#server/channels/channel-name.ts";
import type { LinkedAccount } from "#server/channels/connecting.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import type { Transaction } from "#server/context.ts";

/** A key that nobody guesses, for the address that an outside service delivers to. */
export function newWebhookKey(): string {
  return randomBytes(32).toString("hex");
}

type Fresh = Pick<ChannelRow, "account" | "sealed_credentials" | "transport"> & Partial<ChannelRow>;

/** Adds the channel of an account that was never here before, under the name that the service tells. */
export function insertChannel(
  tx: Transaction,
  { id, kind, accountId, name }: { id: string; kind: ChannelKind } & Pick<LinkedAccount, "accountId" | "name">,
  fresh: Fresh,
): Promise<ChannelRow> {
  const identity = { workspace_id: tx.workspaceId, id, kind, account_id: accountId };
  return tx.db
    .insertInto("channels")
    .values({
      ...identity,
      name: channelName(name) || fresh.account,
      webhook_key: newWebhookKey(),
      status: "CONNECTING",
      status_since: tx.clock.now(),
      ...fresh,
      created_at: tx.clock.now(),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
