import { expect, test } from "vitest";
import type { Alert } from "#contract/alerts.ts";
import type { LiveEvent } from "#contract/live.ts";
import type { Notification } from "#contract/notifications.ts";
import { idOf, lenas, momentOf, said } from "#web/inbox/test-rows.ts";
import { popupOf } from "#web/notifications/popups/popup-of.ts";

const me = idOf(300);
const { unread: _unread, ...conversation } = lenas({
  assignee: { memberId: me, displayName: "Ana", avatarFileId: null },
});

test.each<[Partial<Notification>, string]>([
  [{ kind: "mentioned" }, "Omar mentioned you in the conversation with Lena"],
  [{ kind: "assigned" }, "Omar assigned Lena to you"],
  [{ kind: "assigned", actor: null }, "Wokfow assigned Lena to you"],
  [{ kind: "transferred" }, "Omar transferred Lena to you"],
  [{ kind: "transferred", team: { id: idOf(400), name: "Sales" } }, "Omar transferred Lena to Sales"],
])("what concerns this member: %j", (changes, title) => {
  const notification: Notification = {
    ...{ id: idOf(5), kind: "assigned", at: momentOf(0), seen: false, team: null, messageId: null, excerpt: null },
    actor: { memberId: idOf(301), displayName: "Omar", avatarFileId: null },
    conversation: { id: idOf(1), contactName: "Lena", channel: conversation.channel },
    ...changes,
  };
  expect(popupOf({ kind: "notification", notification }, me)).toMatchObject({ title, body: "Shop bot" });
});

test("a channel that is gone is shown, and that it is back", () => {
  const alert: Alert = {
    ...{ id: idOf(9), channel: conversation.channel, reason: "unreachable", outages: 1, lateMessages: 2, seen: false },
    ...{ offlineSince: momentOf(0), raisedAt: momentOf(1), endedAt: null },
  };
  expect(popupOf({ kind: "alert", alert }, me)).toMatchObject({ id: idOf(9), title: "Shop bot is offline" });
  const back = popupOf({ kind: "alert", alert: { ...alert, endedAt: momentOf(2) } }, me);
  expect(back).toEqual({
    id: `${idOf(9)} over`,
    title: "Shop bot is back",
    body: "2 messages came in late.",
    conversationId: null,
  });
});

test("a message of an own customer is shown, nobody else's and none of our own", () => {
  const event: LiveEvent = { kind: "message", message: said(7, 0), isNew: true, conversation };
  expect(popupOf(event, me)).toMatchObject({ id: idOf(7), title: "Lena Ortiz", body: "Message 7" });
  expect(popupOf(event, idOf(301))).toBeNull();
  expect(popupOf({ ...event, isNew: false }, me)).toBeNull();
  expect(popupOf({ ...event, message: said(7, 0, { direction: "note" }) }, me)).toBeNull();
});
