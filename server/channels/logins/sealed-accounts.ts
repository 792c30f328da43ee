import { z } from "zod";
import type { LoginAccount } from "#server/channels/connecting.ts";
import type { LoginRow } from "#server/channels/logins/queries.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

const shape = z.array(
  z.object({
    accountId: z.string(),
    account: z.string(),
    name: z.string(),
    picture: z.object({ type: z.string(), base64: z.string() }).nullable(),
    isUsable: z.boolean(),
    credentials: z.string(),
    expiresAt: z.iso.datetime().nullable(),
  }),
);

/** What can be chosen after a login, with the credentials of each, as one sealed document. */
export function sealAccounts(secrets: SecretBox, loginId: string, accounts: readonly LoginAccount[]): Buffer {
  const plain: z.input<typeof shape> = accounts.map(({ picture, expiresAt, ...account }) => ({
    ...account,
    picture: picture && { type: picture.type, base64: picture.bytes.toString("base64") },
    expiresAt: expiresAt?.toISOString() ?? null,
  }));
  return secrets.seal(purposeOf(loginId), JSON.stringify(plain));
}

/** The accounts of a login; none once it is over. Throws when the key of this server has changed meanwhile. */
export function openAccounts(
  secrets: SecretBox,
  { id, sealed_accounts }: Pick<LoginRow, "id" | "sealed_accounts">,
): LoginAccount[] {
  if (!sealed_accounts) return [];
  return shape
    .parse(JSON.parse(secrets.open(purposeOf(id), sealed_accounts)))
    .map(({ picture, expiresAt, ...rest }) => ({
      ...rest,
      picture: picture && { type: picture.type, bytes: Buffer.from(picture.base64, "base64") },
      expiresAt: expiresAt === null ? null : new Date(expiresAt),
    }));
}

function purposeOf(loginId: string): string {
  return `login:${loginId}`;
}
