import { expect, it } from "vitest";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import type { Caller } from "#server/platform/http/caller.ts";
import { requestsInFlight } from "#server/platform/http/requests-in-flight.ts";

const caller: Caller = {
  ...{ sessionId: "s", personId: "p", workspaceId: "w", memberId: "m" },
  ...{ role: "user", reach: "everything", mustChoosePassword: false },
};

/** Begins a stream, as whom its caller turns out to be once it has begun. */
async function begin(now: Caller | null): Promise<() => boolean> {
  let isTorn = false;
  const fly = requestsInFlight(localEventBus());
  const tearOff = () => {
    isTorn = true;
  };
  await fly({ caller, readmit: async () => now, tearOff, untilEnd: () => undefined }, async () => undefined);
  return () => isTorn;
}

it("tears off a stream whose caller was let in just before their access ended or shrank", async () => {
  const ended = await begin(null);
  const shrunk = await begin({ ...caller, reach: { teamIds: [], unassigned: false } });
  const same = await begin(caller);
  await expect.poll(() => [ended(), shrunk()]).toEqual([true, true]);
  expect(same()).toBe(false);
});
