import { z } from "zod";
import type { ChannelReason } from "#contract/channels.ts";
import { callGraph, type GraphLine } from "#server/channels/messenger/call-graph.ts";
import type { MessengerTimes } from "#server/channels/messenger/times.ts";

/**
 * Without these nothing comes in, or nobody learns what became of an answer. What else is not ticked is missed, and no reason to hold
 * back what is to be sent: an app may be older than a field.
 */
const neededFields = ["messages", "message_echoes"];

/** Who asks: somebody waits for a probe; keeping asks again and again. */
export type AskedBy = "probe" | "keeping";

/**
 * What is wrong with the webhook that the operator has entered for the app, beside the address at which it should deliver; null when
 * nothing is, or when Facebook has never told. An answer that does not come leaves the last one standing.
 */
export type AppWebhook = (address: string, by: AskedBy, signal: AbortSignal) => Promise<ChannelReason | null>;

const subscription = z.object({
  object: z.string(),
  callback_url: z.string().default(""),
  active: z.boolean().default(true),
  fields: z.array(z.union([z.string(), z.object({ name: z.string() }).transform(({ name }) => name)])).default([]),
});
type Subscription = z.output<typeof subscription>;
const answer = z.object({ data: z.array(subscription) });

/** Looks at the webhook of the app, once for all pages that ask at about the same time. */
export function appWebhook(line: GraphLine, times: MessengerTimes): AppWebhook {
  let found: readonly Subscription[] | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;
  let asking: Promise<boolean> | null = null;
  const ask = async (signal: AbortSignal) => {
    const asked = await askSubscriptions(line, times.probe, signal);
    if (!asked.ok && asked.failure.kind === "stopped") return false;
    askedAt = performance.now();
    if (asked.ok) found = asked.result.data;
    return true;
  };
  return async (address, by, signal) => {
    const reason = () => (found ? troubleOf(found, address) : null);
    const { shared, right, wrong } = times.webhook;
    const age = by === "probe" ? shared : found && !reason() ? right : wrong;
    let isKnown = performance.now() - askedAt < age;
    // Whoever asked first may have given up before the answer, and then the next one asks.
    while (!isKnown && !signal.aborted) {
      asking ??= ask(signal).finally(() => {
        asking = null;
      });
      isKnown = await asking;
    }
    return reason();
  };
}

/** It takes the token of the app: developers.facebook.com/docs/graph-api/reference/app/subscriptions. */
function askSubscriptions(line: GraphLine, timeoutMilliseconds: number, signal: AbortSignal) {
  return callGraph(line, {
    verb: "GET",
    path: `${encodeURIComponent(line.appId)}/subscriptions`,
    token: `${line.appId}|${line.appSecret}`,
    answer,
    timeoutMilliseconds,
    signal,
  });
}

function troubleOf(found: readonly Subscription[], address: string): ChannelReason | null {
  const [webhook] = found.filter(({ object }) => object === "page");
  if (!webhook) return "webhook_missing";
  if (placeOf(webhook.callback_url) !== placeOf(address)) return "webhook_elsewhere";
  if (!webhook.active) return "webhook_off";
  return neededFields.every((field) => webhook.fields.includes(field)) ? null : "webhook_fields";
}

/** Where an address leads; how it is written does not matter. */
function placeOf(address: string): string {
  const url = URL.parse(address);
  return url ? `${url.origin}${url.pathname.replace(/\/+$/, "")}` : address;
}
