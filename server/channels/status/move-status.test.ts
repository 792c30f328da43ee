import fc from "fast-check";
import { expect, test } from "vitest";
import { type ChannelReason, type ChannelStatus, channelReason, channelStatus } from "#contract/channels.ts";
import { moveStatus, type Standing, type StatusEvent } from "#server/channels/status/move-status.ts";

const connected: Standing = { status: "CONNECTED", reason: null };
const refused: Standing = { status: "NEEDS_ACTION", reason: "token_refused" };
const contested: Standing = { status: "DISCONNECTED", reason: "other_poller" };
const paused: Standing = { status: "PAUSED", reason: null };
const connecting: Standing = { status: "CONNECTING", reason: null };
const proven = (by: "line" | "question", held = true): StatusEvent => ({ kind: "proven", by, held });

test.each<[string, Standing, StatusEvent, Standing]>([
  ["proof of the line connects", connecting, proven("line"), connected],
  ["proof of the line heals a refused token", refused, proven("line"), connected],
  ["an answer connects while somebody holds the line", connecting, proven("question"), connected],
  [
    "an answer proves nothing while nobody does",
    connected,
    proven("question", false),
    { status: "DISCONNECTED", reason: "stale" },
  ],
  ["an answer does not end a contest", contested, proven("question"), contested],
  ["a refused token needs a person", connected, { kind: "failed", reason: "token_refused" }, refused],
  [
    "a lost network heals by itself",
    connected,
    { kind: "failed", reason: "unreachable" },
    { status: "DISCONNECTED", reason: "unreachable" },
  ],
  [
    "a phone that has logged the device out needs a person",
    connected,
    { kind: "failed", reason: "logged_out" },
    { status: "NEEDS_ACTION", reason: "logged_out" },
  ],
  [
    "a link that another program uses heals when that one ends",
    connected,
    { kind: "failed", reason: "replaced" },
    { status: "DISCONNECTED", reason: "replaced" },
  ],
  [
    "a link that another program takes over again and again needs a person",
    { status: "DISCONNECTED", reason: "replaced" },
    { kind: "failed", reason: "replaced" },
    { status: "NEEDS_ACTION", reason: "replaced" },
  ],
  [
    "a server that does not prove who it is needs a person",
    connected,
    { kind: "failed", reason: "server_unproven" },
    { status: "NEEDS_ACTION", reason: "server_unproven" },
  ],
  ["a refused token stays the thing to mend", refused, { kind: "failed", reason: "unreachable" }, refused],
  ["reports of a connection being stopped change nothing", paused, proven("line"), paused],
  ["new credentials do not end a pause", paused, { kind: "reconnected" }, paused],
  ["new credentials begin anew", refused, { kind: "reconnected" }, connecting],
  ["a pause ends in connecting", paused, { kind: "resumed" }, connecting],
  ["only a pause can be ended", connected, { kind: "resumed" }, connected],
])("%s", (_sentence, from, event, to) => {
  expect(moveStatus(from, event)).toEqual(to);
});

const afterFailure: Readonly<Record<ChannelReason, ChannelStatus>> = {
  token_refused: "NEEDS_ACTION",
  token_unreadable: "NEEDS_ACTION",
  other_poller: "DISCONNECTED",
  unreachable: "DISCONNECTED",
  silent: "DISCONNECTED",
  rate_limited: "DISCONNECTED",
  service_error: "DISCONNECTED",
  stale: "DISCONNECTED",
  logged_out: "NEEDS_ACTION",
  replaced: "DISCONNECTED",
  restricted: "NEEDS_ACTION",
  session_damaged: "NEEDS_ACTION",
  server_unproven: "NEEDS_ACTION",
  outdated: "NEEDS_ACTION",
  permission_lost: "NEEDS_ACTION",
  not_configured: "NEEDS_ACTION",
  no_public_address: "NEEDS_ACTION",
  access_withdrawn: "NEEDS_ACTION",
  webhook_missing: "NEEDS_ACTION",
  webhook_elsewhere: "NEEDS_ACTION",
  webhook_off: "NEEDS_ACTION",
  webhook_fields: "NEEDS_ACTION",
};

test.each(channelReason.options)("%s has its status, which stands until the line proves itself", (reason) => {
  const failed: StatusEvent = { kind: "failed", reason };
  for (const before of [connecting, connected]) {
    const after = moveStatus(before, failed);
    expect(after).toEqual({ status: afterFailure[reason], reason });
    expect(moveStatus(after, proven("line"))).toEqual(connected);
  }
  expect(moveStatus(paused, failed)).toEqual(paused);
});

test("nothing but proof connects, and nothing but a pause pauses", () => {
  const standing = fc.record({
    status: fc.constantFrom(...channelStatus.options),
    reason: fc.constantFrom(null, ...channelReason.options),
  });
  const event = fc.oneof(
    fc.record({ kind: fc.constant("failed" as const), reason: fc.constantFrom(...channelReason.options) }),
    fc.constantFrom<StatusEvent>({ kind: "paused" }, { kind: "resumed" }, { kind: "reconnected" }),
  );
  fc.assert(
    fc.property(standing, event, (from, happened) => {
      const to = moveStatus(from, happened);
      if (to.status === "CONNECTED") expect(from.status).toBe("CONNECTED");
      if (to.status === "PAUSED") expect(from.status === "PAUSED" || happened.kind === "paused").toBe(true);
    }),
    { seed: 13 },
  );
});
