import type { ChannelParts } from "#server/channels/channel-parts.ts";
import type { ChannelRow } from "#server/channels/queries.ts";
import { recordReport } from "#server/channels/status/record-report.ts";

/** Writes down that a channel was delivered something that proved itself, where its last proof grows old. Never throws. */
export type RecordDelivery = (row: ChannelRow) => Promise<void>;

// While questions are answered a proof is never this old, so that deliveries cost nothing then.
const oldMilliseconds = 40_000;
// What is known of a channel may be a second old, and many deliveries may come in one.
const againMilliseconds = 5_000;

/** Makes the recorder of a process. A service that wants no more questions proves the connection by what it delivers. */
export function deliveryRecorder(parts: Pick<ChannelParts, "contextOf" | "log">): RecordDelivery {
  const recorded = new Map<string, number>();
  return async ({ id, workspace_id: workspaceId, status, proof_at: proven }) => {
    const context = parts.contextOf(workspaceId);
    if (status !== "CONNECTED" || !proven) return;
    if (context.clock.now().getTime() - proven.getTime() < oldMilliseconds) return;
    const begun = performance.now();
    if (begun - (recorded.get(id) ?? Number.NEGATIVE_INFINITY) < againMilliseconds) return;
    recorded.set(id, begun);
    await recordReport(context, id, "delivery", proof).catch((err) =>
      parts.log.warn({ err, channelId: id }, "A delivery could not be written down as proof of its channel"),
    );
  };
}

const proof = { outcome: "connected", milliseconds: 0, summary: "signed delivery" } as const;
