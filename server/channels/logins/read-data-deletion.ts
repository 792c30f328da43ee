import type { AnswerOf } from "#contract/endpoint.ts";
import type { readDataDeletion as endpoint } from "#contract/login-consent.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import { notFound } from "#server/platform/errors/refusal.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";

type Deletion = AnswerOf<typeof endpoint>;

/** What was deleted when a person asked for it, for whoever has the code. */
export async function readDataDeletion({ database }: ChannelParts, code: string): Promise<Deletion> {
  const { rows } = await database.pool.query<Omit<Deletion, "deletedAt"> & { deleted_at: Date }>(
    "select kind, deleted_at, channels, logins from data_deletions where code_hash = $1",
    [hashOfToken(code)],
  );
  const [row] = rows;
  if (!row) throw notFound();
  const { deleted_at, ...counts } = row;
  return { ...counts, deletedAt: deleted_at.toISOString() };
}
