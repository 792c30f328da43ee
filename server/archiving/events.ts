import type { FactPresenters, PresentedFact } from "#server/platform/live/live-hub.ts";

/** Thousands of conversations change at once, so open browsers are asked to refetch what they show, once. */
export const archivingPresenters: FactPresenters = {
  "conversations.archived": async () => refetch,
  "conversations.restored": async () => refetch,
};

const refetch: PresentedFact[] = [{ event: { kind: "resync" }, right: "inbox.read" }];
