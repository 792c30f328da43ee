import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { deactivateMember, type HandOver, removeMember } from "#contract/directory.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

let house: SignInHouse;
let ana: Colleague;
let ben: Colleague;
let cleo: Colleague;
let workspaceId: string;
beforeAll(async () => {
  house = await openSignInHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  const founder = house.client();
  const { workspace, profile } = await founder.signUp("Lindenhof");
  ana = Object.assign(founder, { memberId: profile.id, email: "" });
  workspaceId = workspace.id;
  ben = await addColleague(house, workspaceId, { displayName: "Ben" });
  cleo = await addColleague(house, workspaceId, { displayName: "Cleo" });
});

it.each([deactivateMember, removeMember])(
  "whoever gets the conversations of somebody who leaves hears of each",
  async (endpoint) => {
    const ids = await giveBen(2);
    await ana.ok(endpoint, { params: { memberId: ben.memberId }, body: { handOver: to(cleo) } });
    const told = { member_id: cleo.memberId, kind: "assigned", actor_id: ana.memberId };
    expect(await notifications()).toEqual(ids.map((conversation_id) => ({ ...told, conversation_id })));
  },
);

it("of more than twenty at once they hear of the first alone", async () => {
  const [first] = await giveBen(21);
  await deactivate(to(cleo));
  expect(await notifications()).toMatchObject([{ member_id: cleo.memberId, conversation_id: first }]);
});

it("nobody hears what they did themselves, nor of what goes to nobody", async () => {
  await giveBen(2);
  await deactivate(to(ana));
  await house.owner.query("update members set status = 'active' where id = $1", [ben.memberId]);
  await giveBen(2);
  await deactivate({ to: "unassigned" });
  expect(await notifications()).toEqual([]);
});

function to({ memberId }: Colleague): HandOver {
  return { to: "member", memberId };
}

function deactivate(handOver: HandOver) {
  return ana.ok(deactivateMember, { params: { memberId: ben.memberId }, body: { handOver } });
}

async function giveBen(count: number): Promise<string[]> {
  const context = contextIn(house.parts, workspaceId, { kind: "system" });
  const ids = await addConversations(
    context,
    Array.from({ length: count }, () => house.clock.now()),
  );
  await house.owner.query("update conversations set assignee_id = $2 where id = any($1)", [ids, ben.memberId]);
  return ids;
}

async function notifications() {
  const { rows } = await house.owner.query(
    `select member_id, kind, conversation_id, actor_id from notifications where workspace_id = $1 order by conversation_id`,
    [workspaceId],
  );
  return rows;
}
