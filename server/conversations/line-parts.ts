import type { Abilities } from "#server/channels/abilities.ts";
import type { Adapter, Connection } from "#server/channels/adapter.ts";
import { connectionOf } from "#server/channels/connection-of.ts";
import type { Context } from "#server/context.ts";
import type { Chat } from "#server/conversations/find-chat.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What verbs need besides a context that do something over a channel at once. */
export interface LineParts {
  readonly adapters: Readonly<Record<string, Adapter>>;
  readonly secrets: SecretBox;
}

/** What the channel of a chat can do beyond sending, null where it cannot. */
export function abilityOf<Name extends keyof Abilities>(
  { adapters }: Pick<LineParts, "adapters">,
  { kind, isRemoved }: Pick<Chat, "kind" | "isRemoved">,
  name: Name,
): Abilities[Name] | null {
  return isRemoved ? null : (adapters[kind]?.abilities[name] ?? null);
}

/** The connection of a channel, null when it was removed or its credentials cannot be opened. */
export async function openLine(
  context: Context,
  { secrets }: LineParts,
  channelId: string,
): Promise<Connection | null> {
  const connection = await connectionOf(context, secrets, channelId);
  return typeof connection === "string" ? null : connection;
}
