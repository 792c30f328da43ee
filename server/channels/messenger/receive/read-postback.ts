import { z } from "zod";
import { type ChatEvent, explain, messageId, messageOf, words } from "#server/channels/messenger/receive/event.ts";
import type { InboundContent, InboundUpdate } from "#server/conversations/inbound.ts";
import { rejected } from "#server/conversations/reject-update.ts";

const referral = z.object({
  ref: words,
  source: words,
  ads_context_data: z.object({ ad_title: words }).optional().catch(undefined),
});

const postback = z.object({
  mid: messageId.optional().catch(undefined),
  title: words,
  payload: words,
  referral: z.unknown().optional(),
});
type Postback = z.output<typeof postback>;

type Referral = Extract<InboundContent, { kind: "referral" }>;

const mostCharacters = 500;

/** A pressed button; "Get started" begins a conversation, and says by which link or ad: …/webhook-events/messaging_postbacks */
export function readPostback(event: ChatEvent, given: unknown): InboundUpdate[] {
  const parsed = postback.safeParse(given);
  if (!parsed.success) return [rejected(event.raw, `This press of a button cannot be read: ${explain(parsed.error)}`)];
  const { mid, referral: brought } = parsed.data;
  const externalId = mid ?? `postback:${event.chatId}:${event.at}`;
  const came = brought === undefined ? null : referralOf(brought);
  const pressed = contentOf(parsed.data, came);
  const isTold = came === null || (pressed.kind === "start" && came.from !== "ad");
  const contents: [string, InboundContent][] = [[externalId, pressed]];
  if (!isTold) contents.unshift([`${externalId}:referral`, came]);
  return contents.map(([id, content], place) => ({
    kind: "message",
    ...messageOf(event, { externalId: id, place, content, replyToExternalId: null }),
  }));
}

function contentOf({ title, payload }: Postback, came: Referral | null): InboundContent {
  if (isBeginning(title, payload)) return { kind: "start", parameter: came?.parameter ?? null };
  return { kind: "button", label: clip(title ?? payload ?? "") ?? "…" };
}

/** Nothing else marks the button; its title is in the customer's language, its payload is what the page has set, by custom this. */
function isBeginning(title: string | null, payload: string | null): boolean {
  return /get[ _-]?started/i.test(payload ?? "") || /^get started$/i.test(title?.trim() ?? "");
}

/** Somebody who is known already has come by a link or an ad: …/webhook-events/messaging_referrals */
export function readReferral(event: ChatEvent, given: unknown): InboundUpdate[] {
  const content = referralOf(given);
  if (!content) return [rejected(event.raw, "This referral cannot be read.")];
  const externalId = `referral:${event.chatId}:${event.at}`;
  return [{ kind: "message", ...messageOf(event, { externalId, place: 0, content, replyToExternalId: null }) }];
}

/** By what somebody came, in the page's own words; null when it is not said. */
export function referralOf(given: unknown): Referral | null {
  const parsed = referral.safeParse(given);
  if (!parsed.success) return null;
  const { ref, source, ads_context_data: ad } = parsed.data;
  const from = source === "ADS" ? "ad" : source === "SHORTLINK" ? "link" : "other";
  return { kind: "referral", from, title: clip(ad?.ad_title ?? null), parameter: clip(ref) };
}

function clip(text: string | null): string | null {
  return text?.trim().slice(0, mostCharacters) || null;
}
