import { connectionOf } from "#server/channels/connection-of.ts";
import { isStandIn } from "#server/contacts/present.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { nameStrangers } from "#server/conversations/receive/name-strangers.ts";
import type { DeliveryParts } from "#server/conversations/send/deliver-conversation.ts";

const mostMilliseconds = 30_000;

/**
 * Calls a customer by the name that the outside service tells when it is asked, as long as they have no other. Whoever hides it stays
 * without one. Rejects when the service cannot be asked now: the job is tried again.
 */
export async function readProfile(
  context: Context,
  { adapters, secrets }: Pick<DeliveryParts, "adapters" | "secrets">,
  contactId: string,
  signal: AbortSignal,
): Promise<void> {
  const [stranger] = await read(context, accountOfStranger(context.workspaceId, contactId));
  if (!stranger || !isStandIn(stranger.name, null)) return;
  const ask = adapters[stranger.kind]?.abilities.readProfile;
  if (!ask) return;
  const connection = await connectionOf(context, secrets, stranger.channel_id);
  if (connection === "removed") return;
  if (connection === "unreadable") throw new Error("The channel waits for its credentials.");
  const patience = AbortSignal.any([signal, AbortSignal.timeout(mostMilliseconds)]);
  const profile = await ask(connection, stranger.person_id, patience);
  if (profile.outcome === "failed") throw new Error(`The name was not told: ${profile.reason}.`);
  const { name } = profile;
  if (name === null) return;
  await transact(context, (tx) =>
    nameStrangers(tx, stranger.channel_id, [{ kind: "named", chatId: stranger.chat_id, name }]),
  );
}

/** The account of a customer on the channel where they were last, unless that is removed. */
function accountOfStranger(workspaceId: string, contactId: string) {
  return query
    .selectFrom("conversations as c")
    .innerJoin("channels as ch", (join) =>
      join.onRef("ch.workspace_id", "=", "c.workspace_id").onRef("ch.id", "=", "c.channel_id"),
    )
    .innerJoin("identities as i", (join) =>
      join.onRef("i.workspace_id", "=", "c.workspace_id").onRef("i.id", "=", "c.identity_id"),
    )
    .innerJoin("contacts as k", (join) =>
      join.onRef("k.workspace_id", "=", "c.workspace_id").onRef("k.id", "=", "c.contact_id"),
    )
    .select(["c.channel_id", "c.external_id as chat_id", "ch.kind", "i.external_id as person_id", "k.name"])
    .where("c.workspace_id", "=", workspaceId)
    .where("c.contact_id", "=", contactId)
    .where("ch.removed_at", "is", null)
    .orderBy("c.last_activity_at", "desc")
    .limit(1);
}
