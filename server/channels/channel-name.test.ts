import { expect, test } from "vitest";
import { finishLogin } from "#contract/channel-logins.ts";
import { openLogins } from "#server/testing/open-logins.ts";

test("whatever pages are called, their channels have names that can be shown", async () => {
  const { owner, logIn, messenger } = await openLogins();
  const names = [`${"x".repeat(119)}😀`, "  ", "a\u0000\r\nBcc: b", "\ud800", "y".repeat(100_000)];
  const pages = names.map((name) => messenger.page({ name }));
  const person = messenger.person({ name: "Omar \u0000 Haddad", pages });
  const { id: loginId } = await logIn(owner, { person });
  const chosen = { params: { loginId }, body: { accountIds: pages.map(({ id }) => id) } };
  const { items } = await owner.ok(finishLogin, chosen);
  expect(items.map(({ channel }) => channel?.name)).toEqual([
    "x".repeat(119),
    `Page ${pages[1]?.id}`,
    "a\ufffd  Bcc: b",
    "\ufffd",
    "y".repeat(120),
  ]);
});
