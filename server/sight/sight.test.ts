import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { explainSight, listAsMember, startViewing } from "#contract/sight.ts";
import type { Visibility } from "#contract/workspaces.ts";
import {
  buildWalls,
  type WalledConversation,
  type WalledMember,
  type WalledWorkspace,
} from "#server/testing/build-walls.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";

let wokfow: TestWokfow;
let database: Client;
let house: WalledWorkspace;

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  house = await buildWalls(wokfow, database, "teams_and_unassigned");
});
afterAll(async () => {
  await database.end();
  await wokfow.stop();
});

describe("Why? answers in a sentence", () => {
  it("why somebody sees a conversation, by every rule that lets them", async () => {
    expect(await why("Sam", of("Sales", "Max", "Sales"))).toEqual([
      "Sam sees this conversation because they are in team Sales, to which the queue “Shop bot” belongs.",
    ]);
    expect(await why("Sam", of("Sales", "Una", "Support"))).toEqual([
      "Sam sees this conversation because they are in team Sales, which has this conversation now, although it came in through the queue “Shop bot”.",
    ]);
    expect(await why("Una", of(null, null))).toEqual([
      "Una sees this conversation because it belongs to no team and nobody, and members see such conversations.",
    ]);
    expect(await why("Max", of(null, "Max"))).toEqual([
      "Max sees this conversation because a Manager sees the conversations of every team.",
      "Max sees this conversation because it is assigned to them.",
    ]);
  });

  it("why somebody does not, and what would change it", async () => {
    expect(await why("Una", of("Sales", null))).toEqual([
      "Una does not see this conversation because it belongs to team Sales, and they are in no team.",
      "To let them see it, assign it to them, add them to team Sales, or change what members see in Settings, General.",
    ]);
    expect(await why("Tess", of("Nobody", "Sam"))).toEqual([
      "Tess does not see this conversation because it belongs to team Nobody, and they are in Sales and Support alone.",
      "To let them see it, assign it to them, give it to one of their teams, add them to team Nobody, or change what members see in Settings, General.",
    ]);
    expect(await why("Una", of(null, "Sam"))).toEqual([
      "Una does not see this conversation because it is assigned to Sam and belongs to no team.",
      "To let them see it, assign it to them, or change what members see in Settings, General.",
    ]);
  });

  it("follows the setting of the workspace", async () => {
    const sentences: Record<Visibility, string> = {
      teams:
        "Una does not see this conversation because it belongs to no team, and members see only their own and their teams' conversations.",
      everything: "Una sees this conversation because members of Ortiz Shop see everything.",
      teams_and_unassigned:
        "Una sees this conversation because it belongs to no team and nobody, and members see such conversations.",
    };
    for (const [rule, sentence] of Object.entries(sentences)) {
      await database.query("update workspaces set visibility = $1", [rule]);
      expect((await why("Una", of(null, null)))[0]).toBe(sentence);
    }
  });

  it("says of members who are gone that they see nothing", async () => {
    await database.query("update members set status = 'deactivated' where id = $1", [memberCalled("Una").id]);
    expect(await why("Una", of(null, null))).toEqual([
      "Una does not see this conversation because they are deactivated.",
      "Reactivate them in Settings, Users.",
    ]);
    const params = { memberId: memberCalled("Una").id };
    expect((await memberCalled("Olga").client.call(startViewing, { params })).problem.code).toBe("cannot_enter");
    await database.query("update members set status = 'active' where id = $1", [memberCalled("Una").id]);
  });
});

describe("looking at the inbox as a member has it", () => {
  it("is announced once in the audit log, and lasts an hour for who announced it", async () => {
    const { client: owner, id: ownerId } = memberCalled("Olga");
    const sam = memberCalled("Sam");
    const params = { memberId: sam.id };
    expect((await owner.call(listAsMember, { params })).problem.code).toBe("viewing_not_announced");
    const viewing = await owner.ok(startViewing, { params });
    expect(viewing.sentence).toBe(
      "Sam sees their own conversations, those of team Sales and those that belong to no team and nobody.",
    );
    const { items } = await owner.ok(listAsMember, { params, query: { queue: "mine" } });
    expect(items.map(({ assignee }) => assignee?.memberId)).toEqual(items.map(() => sam.id));
    expect(items.length).toBe(viewing.counts.mine);
    await owner.ok(listAsMember, { params, query: { queue: "archive" } });
    const { rows } = await database.query(
      "select actor_id, action, subject_id, subject_name from audit_entries where subject_id = $1",
      [sam.id],
    );
    expect(rows).toEqual([{ actor_id: ownerId, action: "member.viewed_as", subject_id: sam.id, subject_name: "Sam" }]);
    const other = { params: { memberId: memberCalled("Tess").id } };
    expect((await owner.call(listAsMember, other)).problem.code).toBe("viewing_not_announced");
    wokfow.clock.advance(60 * 60 * 1000);
    expect((await owner.call(listAsMember, { params })).problem.code).toBe("viewing_not_announced");
  });
});

function memberCalled(name: string): WalledMember {
  const member = house.members.find((one) => one.name === name);
  if (!member) throw new Error(`Nobody is called ${name}.`);
  return member;
}

/** An open conversation of a team and an assignee, perhaps through the queue of a team. */
function of(team: string | null, assignee: string | null, queue?: string): WalledConversation {
  const teamNames = ["Sales", "Support", "Nobody"];
  const teamId = team === null ? null : house.teamIds[teamNames.indexOf(team)];
  const assigneeId = assignee === null ? null : memberCalled(assignee).id;
  const queues = [...new Set(house.conversations.map(({ channelId }) => channelId))];
  const channelId = queue && queues[teamNames.indexOf(queue)];
  const found = house.conversations.find(
    (one) => one.teamId === teamId && one.assigneeId === assigneeId && (!channelId || one.channelId === channelId),
  );
  if (!found) throw new Error("There is no such conversation.");
  return found;
}

/** The reasons, and what would change them. */
async function why(name: string, { id: conversationId }: WalledConversation): Promise<string[]> {
  const call = { params: { memberId: memberCalled(name).id }, query: { conversationId } };
  const { reasons, remedy } = await memberCalled("Olga").client.ok(explainSight, call);
  return [...reasons.map(({ sentence }) => sentence), ...(remedy === null ? [] : [remedy])];
}
