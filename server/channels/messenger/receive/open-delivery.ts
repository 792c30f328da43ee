import { z } from "zod";
import type { WebhookRequest } from "#server/channels/adapter.ts";
import { proves } from "#server/channels/messenger/receive/prove-delivery.ts";
import { parseJson } from "#server/platform/parse-json.ts";

const delivery = z.object({ object: z.literal("page"), entry: z.array(z.unknown()) });
const entry = z.looseObject({ id: z.union([z.string().regex(/^\d{1,32}$/), z.int().min(0).transform(String)]) });

/**
 * Checks the signature of a delivery and sorts what came by page; null when it is missing or wrong. Of what does not name a page nobody
 * knows whose it is, and it is left alone. Never throws.
 */
export function openDelivery(
  appSecret: string | undefined,
  { headers, body }: WebhookRequest,
): ReadonlyMap<string, readonly unknown[]> | null {
  if (appSecret === undefined || !proves(appSecret, headers["x-hub-signature-256"], body)) return null;
  const parsed = delivery.safeParse(parseJson(body.toString("utf8")));
  const pages = new Map<string, unknown[]>();
  for (const given of parsed.success ? parsed.data.entry : []) {
    const found = entry.safeParse(given);
    if (!found.success) continue;
    const { id } = found.data;
    const events = pages.get(id) ?? [];
    for (const event of eventsOf(found.data)) events.push(event);
    pages.set(id, events);
  }
  return pages;
}

/**
 * What happened in chats, also while another app has the say there (`standby`). `changes` tell of the page itself, and are not asked for. An
 * entry with neither is an event that nobody can read, and is kept as such.
 */
function eventsOf(given: z.output<typeof entry>): unknown[] {
  const { messaging, standby, changes } = given;
  const events = [messaging, standby].flatMap((list) => (Array.isArray(list) ? list : []));
  return events.length > 0 || Array.isArray(changes) ? events : [given];
}
