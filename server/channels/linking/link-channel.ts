import type { LinkEvent, LinkFailure } from "#contract/channel-links.ts";
import type { ChannelKind } from "#contract/channels.ts";
import type { SendingMode } from "#contract/sending-guards.ts";
import { accessChannel } from "#server/channels/access.ts";
import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { Connecting, LinkHooks, LinkOutcome } from "#server/channels/connecting.ts";
import {
  type KeptAccount,
  keepLinkedAccount,
  startLinkedChannel,
} from "#server/channels/linking/keep-linked-account.ts";
import type { Context } from "#server/context.ts";
import { notFound, Refusal } from "#server/platform/errors/refusal.ts";

/** What somebody wants linked: with `channelId` the phone of a channel that is there already. */
export interface LinkOrder {
  readonly kind: ChannelKind;
  readonly channelId?: string | undefined;
  /** What may leave the channel; without it that stays as it is. */
  readonly mode?: SendingMode | undefined;
  readonly phoneNumber?: string | undefined;
}

/** Who hears how a link comes along, until they have gone. */
export interface LinkListener {
  readonly gone: AbortSignal;
  write(event: LinkEvent): void;
  end(): void;
}

/** The links of one process. */
export interface LinkDesk {
  /**
   * Admits a link; calling what it answers starts it, and must happen at once. Refused `not_linkable`, `not_found` and
   * `too_many_links` as the contract says.
   */
  admit(context: Context, order: LinkOrder): Promise<(listener: LinkListener) => void>;
}

type LinkConnecting = Extract<Connecting, { by: "link" }>;

interface Link {
  readonly context: Context;
  readonly parts: ChannelParts;
  readonly order: LinkOrder;
  readonly connecting: LinkConnecting;
}

// Each holds a connection to the outside service; a person links one phone at a time, perhaps in two tabs.
const mostPerWorkspace = 3;
const mostPerProcess = 20;

/** Makes the desk at which this process links phones. */
export function linkDesk(parts: ChannelParts): LinkDesk {
  const underWay: string[] = [];
  return {
    async admit(context, order) {
      const { connecting } = parts.adapters[order.kind];
      if (connecting.by !== "link") throw notLinkable();
      if (order.channelId && (await accessChannel(context, order.channelId)).kind !== order.kind) throw notFound();
      const own = underWay.filter((workspaceId) => workspaceId === context.workspaceId);
      if (own.length >= mostPerWorkspace || underWay.length >= mostPerProcess) throw tooManyLinks();
      underWay.push(context.workspaceId);
      return (listener) =>
        void link({ context, parts, order, connecting }, listener).finally(() =>
          underWay.splice(underWay.indexOf(context.workspaceId), 1),
        );
    },
  };
}

async function link(given: Link, listener: LinkListener): Promise<void> {
  const { context, parts, order, connecting } = given;
  const log = parts.log.child({ workspaceId: context.workspaceId });
  const kept: Kept = { account: null, channel: null };
  try {
    const request = { workspaceId: context.workspaceId, phoneNumber: digitsOf(order.phoneNumber) };
    const outcome = await connecting.link(request, hooksOf(given, listener, kept));
    if (kept.channel) await startLinkedChannel(context, kept.channel);
    tellEnd(listener, outcome, kept);
  } catch (err) {
    log.error({ err }, "A phone could not be linked");
    listener.write({ kind: "failed", reason: "failed_here", account: kept.account });
  } finally {
    listener.end();
  }
}

/** What has become of a link so far. */
interface Kept {
  /** Whose phone it is, for people, once it has said so. */
  account: string | null;
  channel: KeptAccount | null;
}

function hooksOf({ context, parts, order }: Link, listener: LinkListener, kept: Kept): LinkHooks {
  return {
    signal: listener.gone,
    log: parts.log,
    show: (code) => listener.write(code),
    async keep(account, store) {
      kept.account = account.account;
      const end = await keepLinkedAccount(context, parts, { ...order, account, store, signal: listener.gone });
      if (typeof end === "string") return end;
      kept.channel = end;
      return null;
    },
  };
}

function tellEnd(listener: LinkListener, outcome: LinkOutcome, { account, channel }: Kept): void {
  if (outcome.outcome === "cancelled") return;
  if (channel) {
    const { id: channelId, account: number, name } = channel;
    listener.write({ kind: "linked", channelId, account: number, name });
  } else {
    const reason: LinkFailure = outcome.outcome === "failed" ? outcome.reason : "failed_here";
    listener.write({ kind: "failed", reason, account });
  }
}

/** The digits of a number that was written with its country code: "+49 151 …" and "0049 151 …" are the same. */
function digitsOf(phoneNumber: string | undefined): string | null {
  return phoneNumber?.replace(/\D/g, "").replace(/^00/, "") ?? null;
}

function notLinkable(): Refusal {
  return new Refusal(422, "not_linkable", "This kind of channel is not linked with a phone.", {
    detail: "Choose it under Settings, Integrations, where it is said how it is connected.",
    fields: [{ path: "kind", message: "Choose a kind that is linked with a phone." }],
  });
}

function tooManyLinks(): Refusal {
  return new Refusal(429, "too_many_links", "Several phones are being linked already.", {
    detail: "Finish or cancel one of them, then try again.",
    retryAfter: 20,
  });
}
