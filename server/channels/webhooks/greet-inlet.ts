import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** What to answer an outside service that asks whether the address of its deliveries is ours. Refused 403 when it does not prove itself. */
export function greetInlet({ adapters }: Pick<ChannelServices, "adapters">, kind: ChannelKind, query: unknown): string {
  const greeting = adapters[kind].inlet?.greet(wordsOf(query)) ?? null;
  if (greeting === null)
    throw new Refusal(403, "unproven_question", "This question does not prove where it comes from.");
  return greeting;
}

/** Names with points, such as Facebook's, stay as they are; what is asked twice counts as not asked. */
function wordsOf(query: unknown): Record<string, string> {
  if (typeof query !== "object" || query === null) return {};
  return Object.fromEntries(
    Object.entries(query).filter((pair): pair is [string, string] => typeof pair[1] === "string"),
  );
}
