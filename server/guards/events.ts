import type { FactPresenters } from "#server/platform/live/live-hub.ts";

/** How open browsers hear that the guards of a channel have changed: they read them again. */
export const guardPresenters: FactPresenters = {
  "channel.guards_changed": async (_context, { subject_id: channelId }) =>
    channelId ? [{ event: { kind: "sending_guards", channelId }, right: "channels.read" }] : [],
};
