import { randomBytes } from "node:crypto";
import type { ChannelKind } from "#contract/channels.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelServices } from "#server/channels/channel-parts.ts";
import { loginAddresses } from "#server/channels/logins/addresses.ts";
import { findLoginKind, missingSettings } from "#server/channels/logins/login-kind.ts";
import { actingMemberId, type Context, transact } from "#server/context.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";
import { newId } from "#server/platform/identifier.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";

/** What somebody wants to log in for: with `channelId` to renew the account of a channel that is there. */
export interface LoginOrder {
  readonly kind: ChannelKind;
  readonly channelId?: string | undefined;
  readonly again?: boolean | undefined;
  /** The browser must come back in this session. */
  readonly sessionId: string;
}

/** How long a person may take at the service. */
const waitingMilliseconds = 15 * 60_000;

/** Begins a login. Refused as the contract says. */
export async function beginLogin(
  context: Context,
  services: ChannelServices,
  { kind, channelId, again = false, sessionId }: LoginOrder,
): Promise<{ id: string; address: string }> {
  const found = findLoginKind(services, kind);
  if (!found) throw noLogin();
  if (channelId && (await accessChannel(context, channelId)).kind !== kind) throw notFound();
  const missing = missingSettings(services, found);
  const addresses = loginAddresses(services, kind);
  if (missing.length > 0 || !addresses) throw notConfigured(missing);
  const state = randomBytes(32).toString("base64url");
  const id = newId();
  const began_at = context.clock.now();
  await transact(context, ({ db, workspaceId }) =>
    db
      .insertInto("channel_logins")
      .values({
        ...{ workspace_id: workspaceId, id, kind, channel_id: channelId ?? null, session_id: sessionId, began_at },
        member_id: actingMemberId(context) ?? "",
        state_hash: hashOfToken(state),
        stage: "waiting",
        expires_at: new Date(began_at.getTime() + waitingMilliseconds),
      })
      .execute(),
  );
  return { id, address: found.connecting.addressOf({ state, returnAddress: addresses.callback, again }) };
}

function noLogin(): Refusal {
  return new Refusal(422, "no_login", "Nobody logs in anywhere to connect this kind of channel.", {
    detail: "Connect it with a token or by linking a phone, under Settings, Integrations.",
    fields: [{ path: "kind", message: "Choose a kind that is connected by a login." }],
  });
}

function notConfigured(missing: readonly string[]): Refusal {
  return new Refusal(409, "not_configured", "This server is not set up for such logins yet.", {
    detail: `Whoever operates Wokfow has to set ${missing.join(", ")} and start it again.`,
  });
}
