import type { Connection } from "#server/channels/adapter.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** The connection of a channel with its credentials opened; null when it is removed. A paused one still hands out files. */
export async function connectionOf(
  context: Context,
  secrets: SecretBox,
  channelId: string,
): Promise<Connection | null> {
  const [row] = await read(context, channelById(context, channelId));
  return row ? openConnection(secrets, row) : null;
}

/** The same for a row at hand. */
export function openConnection(secrets: SecretBox, row: ChannelRow): Connection | null {
  if (!row.sealed_credentials) return null;
  return {
    workspaceId: row.workspace_id,
    channelId: row.id,
    kind: row.kind,
    accountId: row.account_id,
    token: secrets.open(sealPurpose(row.id), row.sealed_credentials),
  };
}

/** What a channel's credentials are sealed for. */
export function sealPurpose(channelId: string): string {
  return `channel:${channelId}`;
}
