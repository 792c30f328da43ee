import { inviteMember } from "#contract/invitations.ts";
import { chooseOwnPassword, signIn } from "#contract/session.ts";
import type { Shop } from "#scenarios/steps/found-shop.ts";
import type { Credentials } from "#scenarios/steps/let-in.ts";
import { TestClient } from "#server/testing/test-client.ts";

/** Makes somebody a User of the shop without the pages, for stories that are about something else. */
export async function join({ office }: Shop, displayName: string): Promise<Credentials> {
  const email = `${displayName.split(" ")[0]?.toLowerCase()}@ortiz.example`;
  const invited = await office.ok(inviteMember, { body: { displayName, email, role: "user" } });
  const browser = new TestClient(office.address);
  await browser.ok(signIn, { body: { email, password: invited.password ?? "" } });
  const password = "nine grey jugs";
  await browser.ok(chooseOwnPassword, { body: { newPassword: password } });
  return { email, password };
}
