import type { InfiniteData } from "@tanstack/react-query";
import type { AnswerOf } from "#contract/endpoint.ts";
import type { listMessages, Message, ThreadEvent } from "#contract/messages.ts";

/** A stretch of a thread as the server answers it, oldest message first. */
export type ThreadPage = AnswerOf<typeof listMessages>;

/** A thread as the cache keeps it: the newest stretch first. */
export type ThreadData = InfiniteData<ThreadPage, unknown>;

/** Puts a message into a loaded thread: replaced where it stands, else added at its time to the stretch it belongs to. */
export function patchMessage(data: ThreadData, message: Message): ThreadData {
  if (hasMessage(data, message.id)) {
    return inPages(data, (page) => ({
      ...page,
      messages: page.messages.map((one) => (one.id === message.id ? message : one)),
    }));
  }
  return intoStretch(data, message.sentAt, (page) => ({
    ...page,
    messages: insertAt(page.messages, message, (one) => one.sentAt > message.sentAt),
  }));
}

/** Puts an event line into a loaded thread, once. */
export function patchEvent(data: ThreadData, event: ThreadEvent): ThreadData {
  if (data.pages.some((page) => page.events.some((one) => one.id === event.id))) return data;
  return intoStretch(data, event.at, (page) => ({
    ...page,
    events: insertAt(page.events, event, (one) => one.at > event.at),
  }));
}

/** Whether a message is among what is loaded. */
export function hasMessage(data: ThreadData | undefined, messageId: string): boolean {
  return data?.pages.some((page) => page.messages.some((one) => one.id === messageId)) ?? false;
}

/** Everything that is loaded of a thread, oldest first. */
export function stretchOf(data: ThreadData | undefined): { messages: Message[]; events: ThreadEvent[] } {
  const pages = (data?.pages ?? []).toReversed();
  return { messages: pages.flatMap((page) => page.messages), events: pages.flatMap((page) => page.events) };
}

function inPages(data: ThreadData, change: (page: ThreadPage) => ThreadPage): ThreadData {
  return { ...data, pages: data.pages.map(change) };
}

/** The first stretch (from the newest) that begins before that moment; what is older than all loaded ones is left to be loaded. */
function intoStretch(data: ThreadData, moment: string, change: (page: ThreadPage) => ThreadPage): ThreadData {
  const found = data.pages.findIndex((page) => {
    const first = page.messages[0];
    return page.before === null || first === undefined || first.sentAt <= moment;
  });
  return { ...data, pages: data.pages.map((page, at) => (at === found ? change(page) : page)) };
}

function insertAt<T>(items: T[], item: T, isAfter: (one: T) => boolean): T[] {
  const at = items.findIndex(isAfter);
  return at === -1 ? [...items, item] : items.toSpliced(at, 0, item);
}
