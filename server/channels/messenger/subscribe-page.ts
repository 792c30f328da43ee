import { z } from "zod";
import type { ProbeResult } from "#server/channels/adapter.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import type { GraphAnswer } from "#server/channels/messenger/graph-answer.ts";
import { judgeFailure } from "#server/channels/messenger/judge-failure.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";

/** What a page is to tell us about: developers.facebook.com/docs/messenger-platform/webhooks. */
export const subscribedFields = [
  "messages",
  "message_echoes",
  "message_edits",
  "message_deliveries",
  "message_reads",
  "message_reactions",
  "messaging_postbacks",
  "messaging_referrals",
] as const;

const subscriptions = z.object({
  data: z.array(z.object({ id: z.string(), subscribed_fields: z.array(z.string()).default([]) })),
});
const done = z.object({ success: z.literal(true) });

/**
 * Has the page deliver to the app, if it does not already: developers.facebook.com/docs/graph-api/reference/page/subscribed_apps. Asking
 * is also the proof that the token is accepted.
 */
export async function subscribePage(
  access: PageAccess,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const base = { path: pathOf(access), token: access.pageToken, timeoutMilliseconds, signal };
  const asked = await callGraph(access.line, {
    ...base,
    verb: "GET",
    query: { fields: "id,subscribed_fields" },
    answer: subscriptions,
  });
  if (!asked.ok) return judgeFailure(asked.failure);
  const { milliseconds, usedPercent } = asked;
  const found = { outcome: "connected", milliseconds, usedPercent } as const;
  if (deliversTo(access, asked.result)) return { ...found, summary: summaryOf(asked, "") };
  const form = { subscribed_fields: subscribedFields.join(",") };
  const subscribed = await callGraph(access.line, { ...base, verb: "POST", form, answer: done });
  if (!subscribed.ok) return judgeFailure(subscribed.failure);
  return { ...found, summary: summaryOf(asked, ", subscribed again") };
}

/** Ends that, for this app alone. */
export async function unsubscribePage(
  access: PageAccess,
  timeoutMilliseconds: number,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const ended = await callGraph(access.line, {
    verb: "DELETE",
    path: pathOf(access),
    token: access.pageToken,
    answer: done,
    timeoutMilliseconds,
    signal,
  });
  if (!ended.ok) return judgeFailure(ended.failure);
  return { outcome: "connected", milliseconds: ended.milliseconds, summary: "unsubscribed" };
}

function pathOf({ pageId }: PageAccess): string {
  return `${encodeURIComponent(pageId)}/subscribed_apps`;
}

function deliversTo({ line }: PageAccess, { data }: z.output<typeof subscriptions>): boolean {
  const fields = data.find(({ id }) => id === line.appId)?.subscribed_fields ?? [];
  return subscribedFields.every((field) => fields.includes(field));
}

function summaryOf({ milliseconds }: GraphAnswer<unknown>, news: string): string {
  return `subscribed_apps ${milliseconds} ms, ${subscribedFields.length} fields${news}`;
}
