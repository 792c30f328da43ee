import { useEffect, useState } from "react";
import { type LinkEvent, type LinkFailure, linkChannel, linkEvent } from "#contract/channel-links.ts";
import type { BodyGiven } from "#contract/endpoint.ts";
import { now } from "#web/design/clock.ts";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { callLines } from "#web/shell/api.ts";

/** How a link stands. `endsAt` is in milliseconds since 1970 by the browser's clock. */
export type LinkState =
  | { readonly step: "opening" }
  | { readonly step: "qr" | "pairing_code"; readonly code: string; readonly lifetime: number; readonly endsAt: number }
  | { readonly step: "paired" }
  | { readonly step: "linked"; readonly channelId: string; readonly account: string; readonly name: string }
  | { readonly step: "failed"; readonly reason: LinkFailure; readonly account: string | null; readonly after: number }
  | { readonly step: "broken"; readonly sentence: string };

/** What is to be linked, as the endpoint takes it. */
export type LinkOrder = BodyGiven<typeof linkChannel>;

/** Links a phone for as long as the component stands; another order, or `again`, cancels and starts anew. Null: nothing yet. */
export function useLink(order: LinkOrder | null): { readonly state: LinkState; readonly again: () => void } {
  const [state, setState] = useState<LinkState>({ step: "opening" });
  const [attempt, setAttempt] = useState(0);
  // Each attempt is a link of its own, also of the same order.
  const wanted = order && JSON.stringify({ order, attempt });
  useEffect(() => {
    if (wanted === null) return;
    const controller = new AbortController();
    setState({ step: "opening" });
    void follow(JSON.parse(wanted).order, controller.signal, setState);
    return () => controller.abort();
  }, [wanted]);
  return { state, again: () => setAttempt((count) => count + 1) };
}

async function follow(body: LinkOrder, signal: AbortSignal, tell: (state: LinkState) => void): Promise<void> {
  const startedAt = now();
  try {
    let last: LinkEvent["kind"] | null = null;
    for await (const event of callLines(linkChannel, linkEvent, { body, signal })) {
      last = event.kind;
      tell(stateOf(event, startedAt));
    }
    if (last !== "linked" && last !== "failed") tell({ step: "broken", sentence: cutOff });
  } catch (error) {
    if (!signal.aborted) tell({ step: "broken", sentence: sentenceOf(error) });
  }
}

const cutOff = "Wokfow ended the link before a phone was linked. Nothing is left of it; start it again.";

function stateOf(event: LinkEvent, startedAt: number): LinkState {
  switch (event.kind) {
    case "qr":
    case "pairing_code": {
      const { kind: step, code, lifetimeMilliseconds: lifetime } = event;
      return { step, code, lifetime, endsAt: now() + lifetime };
    }
    case "paired":
      return { step: "paired" };
    case "linked":
      return { step: "linked", channelId: event.channelId, account: event.account, name: event.name };
    case "failed":
      return { step: "failed", reason: event.reason, account: event.account, after: now() - startedAt };
  }
}
