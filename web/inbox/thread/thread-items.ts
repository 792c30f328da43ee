import type { Message, ThreadEvent } from "#contract/messages.ts";
import { dayKey } from "#web/design/format-time.ts";

/** One thing that stands in a thread. */
export type ThreadItem =
  | { readonly kind: "day"; readonly key: string; readonly moment: number }
  | { readonly kind: "event"; readonly key: string; readonly event: ThreadEvent }
  | { readonly kind: "group"; readonly key: string; readonly messages: readonly Message[] };

/**
 * What stands in a thread, from top to bottom: a separator before each new day (of the given time zone), and the messages
 * in groups of one author within one minute. An event line or a new day ends a group. Both lists oldest first.
 */
export function threadItems(
  messages: readonly Message[],
  events: readonly ThreadEvent[],
  timeZone: string,
): ThreadItem[] {
  const items: ThreadItem[] = [];
  let day = "";
  let group: Message[] | null = null;
  for (const entry of inOrder(messages, events)) {
    const moment = Date.parse("message" in entry ? entry.message.sentAt : entry.event.at);
    const itsDay = dayKey(moment, timeZone);
    if (itsDay !== day) {
      items.push({ kind: "day", key: itsDay, moment });
      day = itsDay;
      group = null;
    }
    if ("event" in entry) {
      items.push({ kind: "event", key: entry.event.id, event: entry.event });
      group = null;
    } else if (group && belongsTo(group, entry.message)) group.push(entry.message);
    else {
      group = [entry.message];
      items.push({ kind: "group", key: entry.message.id, messages: group });
    }
  }
  return items;
}

type Entry = { readonly message: Message } | { readonly event: ThreadEvent };

function inOrder(messages: readonly Message[], events: readonly ThreadEvent[]): Entry[] {
  const entries: Entry[] = [];
  let at = 0;
  for (const message of messages) {
    for (let event = events[at]; event && event.at <= message.sentAt; event = events[at]) {
      entries.push({ event });
      at += 1;
    }
    entries.push({ message });
  }
  return [...entries, ...events.slice(at).map((event) => ({ event }))];
}

function belongsTo(group: readonly Message[], message: Message): boolean {
  const first = group[0];
  if (!first || first.direction !== message.direction) return false;
  if (first.author?.memberId !== message.author?.memberId) return false;
  return minuteOf(first.sentAt) === minuteOf(message.sentAt);
}

function minuteOf(moment: string): number {
  return Math.floor(Date.parse(moment) / 60_000);
}
