import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import type { Identification } from "#server/channels/connecting.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** Asks the outside service whose token this is. Refused `links_by_phone` and `connects_by_login` for kinds that know no tokens. */
export function identify({ adapters }: ChannelServices, kind: ChannelKind, token: string): Promise<Identification> {
  const { connecting } = adapters[kind];
  if (connecting.by === "token") return connecting.identify(token, AbortSignal.timeout(5_000));
  if (connecting.by === "login") {
    throw new Refusal(422, "connects_by_login", "This kind of channel is connected by logging in at its service.", {
      detail: "Choose it under Settings, Integrations, and log in there.",
      fields: [{ path: "kind", message: "Connect this kind by logging in." }],
    });
  }
  throw new Refusal(422, "links_by_phone", "This kind of channel is linked with a phone, not with a token.", {
    detail: "Choose it under Settings, Integrations, and scan the code that appears there.",
    fields: [{ path: "kind", message: "Link this kind with a phone." }],
  });
}
