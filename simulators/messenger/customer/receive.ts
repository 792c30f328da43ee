import { threadChanged } from "../state/letters.ts";
import { type Thread, timeOf, type World } from "../state/world.ts";
import { pushEvent } from "../webhook/push-event.ts";

/** The phone gets what the page has sent, if it is on; the page is told of it. */
export function receiveOnPhone(world: World, thread: Thread): void {
  if (!thread.customer.isOnline) return;
  const arrived = [...thread.letters.values()].filter(({ from, state }) => from === "page" && state === "sent");
  if (arrived.length === 0) return;
  for (const letter of arrived) letter.state = "delivered";
  const watermark = Math.max(...arrived.map(({ at }) => at));
  const delivery = { mids: arrived.map(({ mid }) => mid), watermark };
  pushEvent(world, thread, "message_deliveries", "customer", { delivery });
  threadChanged(world, thread);
}

/** The customer looks at the chat; everything up to now counts as read. */
export function readOnPhone(world: World, thread: Thread): void {
  receiveOnPhone(world, thread);
  const unread = [...thread.letters.values()].filter(({ from, state }) => from === "page" && state !== "read");
  if (unread.length === 0) return;
  for (const letter of unread) letter.state = "read";
  pushEvent(world, thread, "message_reads", "customer", { read: { watermark: timeOf(world) } });
  threadChanged(world, thread);
}
