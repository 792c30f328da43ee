import { expect, test } from "vitest";
import type { ThreadEvent } from "#contract/messages.ts";
import { idOf, momentOf } from "#web/inbox/test-rows.ts";
import { eventSentence } from "#web/inbox/thread/event-sentence.ts";

const ana = { memberId: idOf(300), displayName: "Ana" };
const omar = { memberId: idOf(301), displayName: "Omar" };
const sales = { id: idOf(400), name: "Sales" };

test.each<[string, Partial<ThreadEvent>, string]>([
  ["Ana takes it, seen by Ana", { kind: "assigned", actor: ana, assignee: ana }, "You assigned this to yourself"],
  ["Omar takes it", { kind: "assigned", actor: omar, assignee: omar }, "Omar assigned this to themselves"],
  ["Omar gives it to Ana", { kind: "assigned", actor: omar, assignee: ana }, "Omar assigned this to you"],
  ["to a team", { kind: "transferred", actor: omar, team: sales }, "Omar transferred this to Sales"],
  ["to a member", { kind: "transferred", actor: ana, assignee: omar }, "You transferred this to Omar"],
  ["with its queue", { kind: "moved", actor: omar, team: sales }, "Omar gave the queue of this channel to Sales"],
  ["by hand", { kind: "archived", actor: omar }, "Omar archived this"],
  ["by itself", { kind: "archived", inactiveDays: 1 }, "Archived by itself after 1 day without a message"],
  ["by the customer", { kind: "reopened" }, "Opened again by a message of Lena"],
  ["undone", { kind: "restored", actor: ana }, "You undid the auto-archive"],
  [
    "an opt-out",
    { kind: "opted_out", said: "STOP" },
    "Lena wrote “STOP” and hears nothing more until they write again",
  ],
  ["the end of it", { kind: "opted_in" }, "Lena wrote again, so they can be answered again"],
  ["lifted", { kind: "opted_in", actor: omar, said: "Agreed by phone" }, "Omar lifted the opt-out: “Agreed by phone”"],
  ["released", { kind: "released", actor: ana }, "You released this"],
  [
    "a gap",
    { kind: "channel_gap", gap: { from: momentOf(0), to: momentOf(60), lateMessages: 7 } },
    "The channel was offline from 12:00 to 12:01; 7 messages came in late",
  ],
])("%s", (_, changes, sentence) => {
  const event = {
    id: idOf(9),
    at: momentOf(0),
    actor: null,
    assignee: null,
    team: null,
    inactiveDays: null,
    gap: null,
    said: null,
  };
  const reader = { me: ana.memberId, contactName: "Lena", clock: (moment: string) => moment.slice(11, 16) };
  expect(eventSentence({ ...event, kind: "archived", ...changes }, reader)).toBe(sentence);
});
