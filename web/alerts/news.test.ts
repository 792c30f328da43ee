import { expect, test } from "vitest";
import type { Alert } from "#contract/alerts.ts";
import type { Notification } from "#contract/notifications.ts";
import { newsOf } from "#web/alerts/news.ts";
import { idOf, momentOf } from "#web/inbox/test-rows.ts";

const channel = { id: idOf(100), kind: "telegram", name: "Shop bot" } as const;

test("both kinds stand in the order of time", () => {
  const news = newsOf({ items: [alert(30), alert(10)], more: false }, { items: [told(40), told(20)], more: false });
  expect(news.map(({ kind, at }) => [kind, at])).toEqual([
    ["notification", momentOf(40)],
    ["alert", momentOf(30)],
    ["notification", momentOf(20)],
    ["alert", momentOf(10)],
  ]);
});

test("the list ends where older ones of either are not loaded", () => {
  const news = newsOf({ items: [alert(30), alert(5)], more: false }, { items: [told(40), told(20)], more: true });
  expect(news.map(({ at }) => at)).toEqual([momentOf(40), momentOf(30), momentOf(20)]);
  expect(newsOf({ items: [], more: false }, { items: [], more: false })).toEqual([]);
});

function alert(seconds: number): Alert {
  const raisedAt = momentOf(seconds);
  return {
    ...{
      id: idOf(seconds),
      channel,
      reason: null,
      offlineSince: raisedAt,
      raisedAt,
      endedAt: null,
      outages: 1,
      lateMessages: 0,
    },
    seen: true,
  };
}

function told(seconds: number): Notification {
  const conversation = { id: idOf(1), contactName: "Lena", channel };
  const nothing = { actor: null, team: null, messageId: null, excerpt: null };
  return { id: idOf(seconds), kind: "assigned", at: momentOf(seconds), seen: true, conversation, ...nothing };
}
