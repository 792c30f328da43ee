import { describe, expect, test } from "vitest";
import { channelReason } from "#contract/channels.ts";
import { moveStatus, type Standing } from "#server/channels/status/move-status.ts";
import { reasonSentences } from "#web/channels/channel-sentences.ts";
import { remedyOf } from "#web/channels/remedy-of.ts";

const connected: Standing = { status: "CONNECTED", reason: null };

describe.each(channelReason.options)("a channel that fails with %s", (reason) => {
  const first = moveStatus(connected, { kind: "failed", reason });
  const again = moveStatus(first, { kind: "failed", reason });
  const sentence = reasonSentences[reason]("Telegram");

  test("has a button wherever a person must do something", () => {
    for (const standing of [first, again]) {
      if (standing.status === "NEEDS_ACTION") expect(remedyOf(standing)).not.toBeNull();
    }
  });

  test("has the button that its sentence speaks of", () => {
    const remedy = remedyOf(again);
    if (/refresh the status/i.test(sentence)) expect(remedy).toBe("ask");
    if (/scan again|connect it again|log in again/i.test(sentence)) expect(remedy).toBe("reconnect");
    if (/try again here/i.test(sentence)) expect(remedy).toBe("begin anew");
    if (remedy) expect(sentence).toMatch(/refresh the status|scan again|connect it again|log in again|try again here/i);
  });
});

test("a pause can be ended, and what is connected needs nothing", () => {
  expect(remedyOf({ status: "PAUSED", reason: null })).toBe("resume");
  expect(remedyOf({ status: "NEEDS_ACTION", reason: null })).toBe("reconnect");
  expect(remedyOf(connected)).toBeNull();
});
