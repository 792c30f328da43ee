import type { LoginSetup } from "#contract/channel-logins.ts";
import type { ChannelKind } from "#contract/channels.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { inletAddress } from "#server/channels/webhooks/webhook-of.ts";

/** What is entered at the service of a kind that people log in for; null while this server has no public address. */
export function loginAddresses({ config }: ChannelServices, kind: ChannelKind): LoginSetup["addresses"] {
  if (!config.publicUrl) return null;
  const root = `${config.publicUrl}/api/v1`;
  const webhook = inletAddress(config.publicUrl, kind);
  return {
    callback: `${root}/channel-logins/returns/${kind}`,
    webhook,
    deauthorize: `${webhook}/deauthorize`,
    dataDeletion: `${webhook}/data-deletion`,
  };
}
