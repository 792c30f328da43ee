import type { Connection } from "#server/channels/adapter.ts";
import { type ChannelRow, channelById } from "#server/channels/queries.ts";
import { type Context, read } from "#server/context.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/**
 * The connection of a channel with its credentials opened. A paused one still hands out files. `unreadable`: the credentials
 * were sealed with another secret key, so the token must be given again.
 */
export async function connectionOf(
  context: Context,
  secrets: SecretBox,
  channelId: string,
): Promise<Connection | "removed" | "unreadable"> {
  const [row] = await read(context, channelById(context, channelId));
  return row ? (openConnection(secrets, row) ?? "unreadable") : "removed";
}

/** The same for the row of a channel that is not removed; null when its credentials cannot be opened. */
export function openConnection(secrets: SecretBox, row: ChannelRow): Connection | null {
  const token = openToken(secrets, row);
  if (token === null) return null;
  return {
    workspaceId: row.workspace_id,
    channelId: row.id,
    kind: row.kind,
    accountId: row.account_id,
    token,
  };
}

function openToken(secrets: SecretBox, { id, sealed_credentials: sealed }: ChannelRow): string | null {
  if (!sealed) return null;
  try {
    return secrets.open(sealPurpose(id), sealed);
  } catch {
    // One channel that cannot be opened must not stop the others; its status says what to do.
    return null;
  }
}

/** What a channel's credentials are sealed for. */
export function sealPurpose(channelId: string): string {
  return `channel:${channelId}`;
}
