import { randomBytes } from "node:crypto";
import type { ChannelKind } from "#contract/channels.ts";
import type { AnswerOf } from "#contract/endpoint.ts";
import type { deletePersonData as deletion } from "#contract/login-consent.ts";
import type { WebhookRequest } from "#server/channels/adapter.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { Withdrawal } from "#server/channels/connecting.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { findLoginKind } from "#server/channels/logins/login-kind.ts";
import { type ChannelRow, channelsOf, updateChannel } from "#server/channels/queries.ts";
import { reportChannelTrouble } from "#server/channels/status/report-channel-trouble.ts";
import { type Context, read, type Transaction, transact } from "#server/context.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { visitWorkspaces } from "#server/platform/jobs/visit-workspaces.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";

interface Person extends Withdrawal {
  readonly kind: ChannelKind;
}

/**
 * A person has taken their consent back at the service: the channels that they had connected need somebody who logs in, and what they
 * could have connected is forgotten. What they have given since is not touched: services repeat a request. Refused 401 without a valid
 * proof.
 */
export async function withdrawConsent(parts: ChannelParts, kind: string, request: WebhookRequest): Promise<void> {
  const person = provenPerson(parts, kind, request);
  await visitWorkspaces(visitsOf(parts), workspacesOf(person), async (context) => {
    await sayWithdrawn(context, person, isGrantedBefore(person));
    await transact(context, (tx) => forgetLoginsOf(tx, person, person.before));
  });
}

/**
 * A person wants what is kept of them deleted: their name and identifier, and the tokens that they gave. Conversations with customers
 * are the company's and stay. Answers where it can be read what was deleted. A request that is repeated deletes once more, rather too much
 * than too little. Refused 401 without a valid proof.
 */
export async function deletePersonData(
  parts: ChannelParts,
  kind: string,
  request: WebhookRequest,
): Promise<AnswerOf<typeof deletion>> {
  const person = provenPerson(parts, kind, request);
  const deleted = { channels: 0, logins: 0 };
  await visitWorkspaces(visitsOf(parts), workspacesOf(person), async (context) => {
    await sayWithdrawn(context, person, () => true);
    const { channels, logins } = await transact(context, (tx) => forgetPerson(parts, tx, person));
    deleted.channels += channels;
    deleted.logins += logins;
  });
  const code = randomBytes(16).toString("hex");
  await parts.database.pool.query(
    "insert into data_deletions (code_hash, kind, deleted_at, channels, logins) values ($1, $2, $3, $4, $5)",
    [hashOfToken(code), person.kind, parts.clock.now(), deleted.channels, deleted.logins],
  );
  return { url: `${parts.config.publicUrl ?? ""}/data-deletion/${code}`, confirmation_code: code };
}

function provenPerson(parts: ChannelParts, name: string, request: WebhookRequest): Person {
  const found = findLoginKind(parts, name);
  const withdrawal = found?.connecting.readConsent(request, parts.clock.now());
  if (found && withdrawal) return { kind: found.kind, ...withdrawal };
  throw new Refusal(401, "unproven_delivery", "This request does not prove where it comes from.");
}

function visitsOf({ database, contextOf }: ChannelParts) {
  return { pool: database.pool, contextOf };
}

function workspacesOf({ kind, personId }: Person) {
  return { text: "select workspaces_granted_by($1, $2) as id", values: [kind, personId] };
}

function isGrantedBefore({ before }: Person): (row: ChannelRow) => boolean {
  return ({ granted_at }) => granted_at === null || granted_at < before;
}

async function sayWithdrawn(
  context: Context,
  { kind, personId }: Person,
  isWithdrawn: (row: ChannelRow) => boolean,
): Promise<void> {
  const granted = channelsOf(context).where("kind", "=", kind).where("granted_by", "=", personId);
  const rows = await read(context, granted);
  for (const { id } of rows.filter(isWithdrawn)) await reportChannelTrouble(context, id, "access_withdrawn");
}

async function forgetLoginsOf(
  { db, workspaceId }: Transaction,
  { kind, personId }: Person,
  before: Date | null,
): Promise<number> {
  const theirs = db
    .deleteFrom("channel_logins")
    .where("workspace_id", "=", workspaceId)
    .where("kind", "=", kind)
    .where("person_id", "=", personId);
  const { numDeletedRows } = await (before ? theirs.where("began_at", "<", before) : theirs).executeTakeFirst();
  return Number(numDeletedRows);
}

const nobody = { granted_by: null, granted_at: null, credentials_expire_at: null };

async function forgetPerson({ secrets }: ChannelParts, tx: Transaction, person: Person) {
  const granted = await tx.db
    .selectFrom("channels")
    .select(["id", "removed_at"])
    .where("workspace_id", "=", tx.workspaceId)
    .where("kind", "=", person.kind)
    .where("granted_by", "=", person.personId)
    .forNoKeyUpdate()
    .execute();
  for (const { id, removed_at } of granted) {
    // Nothing is left to open the account with; what stands there instead says so to the adapter.
    const sealed_credentials = removed_at ? null : secrets.seal(sealPurpose(id), "");
    await updateChannel(tx, id, { ...nobody, sealed_credentials });
  }
  return { channels: granted.length, logins: await forgetLoginsOf(tx, person, null) };
}
