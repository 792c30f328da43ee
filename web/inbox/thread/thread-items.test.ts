import { expect, test } from "vitest";
import type { ThreadEvent } from "#contract/messages.ts";
import { idOf, momentOf, said } from "#web/inbox/test-rows.ts";
import { threadItems } from "#web/inbox/thread/thread-items.ts";

const ana = { memberId: idOf(300), displayName: "Ana", avatarFileId: null };
const omar = { memberId: idOf(301), displayName: "Omar", avatarFileId: null };

test("a group holds what one author wrote within one minute", () => {
  const messages = [
    said(1, 0),
    said(2, 59),
    said(3, 60),
    said(4, 70, { direction: "outbound", author: ana }),
    said(5, 80, { direction: "outbound", author: omar }),
  ];
  expect(shapeOf(threadItems(messages, [], "UTC"))).toEqual(["day", "1 2", "3", "4", "5"]);
});

test("a new day of the member's own zone begins with a separator", () => {
  const hour = 3_600;
  // 21:30 and 22:30 in UTC are one evening there, and two days in Berlin.
  const messages = [said(1, 9.5 * hour), said(2, 10.5 * hour)];
  expect(shapeOf(threadItems(messages, [], "UTC"))).toEqual(["day", "1", "2"]);
  expect(shapeOf(threadItems(messages, [], "Europe/Berlin"))).toEqual(["day", "1", "day", "2"]);
});

test("an event stands at its time and ends a group", () => {
  const messages = [said(1, 0), said(2, 30)];
  expect(shapeOf(threadItems(messages, [archived(9, 10), archived(8, 100)], "UTC"))).toEqual([
    "day",
    "1",
    "!9",
    "2",
    "!8",
  ]);
});

test("a thread of events alone shows them", () => {
  expect(shapeOf(threadItems([], [archived(9, 10)], "UTC"))).toEqual(["day", "!9"]);
});

function archived(number: number, seconds: number): ThreadEvent {
  const at = momentOf(seconds);
  return {
    id: idOf(number),
    at,
    kind: "archived",
    actor: null,
    assignee: null,
    team: null,
    inactiveDays: 30,
    gap: null,
    said: null,
  };
}

function shapeOf(items: ReturnType<typeof threadItems>): string[] {
  return items.map((item) => {
    if (item.kind === "day") return "day";
    if (item.kind === "event") return `!${Number(item.event.id.slice(-4))}`;
    return item.messages.map((message) => Number(message.id.slice(-4))).join(" ");
  });
}
