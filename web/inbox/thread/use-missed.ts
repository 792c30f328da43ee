import { useEffect, useState } from "react";
import type { Message } from "#contract/messages.ts";

/** How many messages of the customer came in while the reader was scrolled away from the end. */
export function useMissed(messages: readonly Message[], away: boolean): number {
  const newest = messages.at(-1)?.id;
  const [seen, setSeen] = useState(newest);
  useEffect(() => {
    if (!away) setSeen(newest);
  }, [away, newest]);
  if (!away || newest === seen) return 0;
  const from = messages.findIndex((message) => message.id === seen);
  return messages.slice(from + 1).filter((message) => message.direction === "inbound").length;
}
