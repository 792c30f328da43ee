import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  changeRole,
  deactivateMember,
  endMemberSessions,
  reactivateMember,
  readDirectoryEntry,
  removeMember,
  renameMember,
  resetPassword,
} from "#contract/directory.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { inviteMember } from "#contract/invitations.ts";
import { type Role, rankOf, roles } from "#contract/rights.ts";
import { newId } from "#server/platform/identifier.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";

const password = "correct horse battery";
const currentPassword = password;
const handOver = { to: "unassigned" } as const;
let house: SignInHouse;
let workspaceId: string;
beforeAll(async () => {
  house = await openSignInHouse();
  workspaceId = (await house.client().signUp("Lindenhof")).workspace.id;
});
afterAll(() => house.close());

interface Way {
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly body?: object;
  readonly grants?: Role;
}

/** Every way to do something to a member. */
const ways: readonly Way[] = [
  { name: "rename", endpoint: renameMember, body: { displayName: "Renamed" } },
  ...roles.map((role) => ({
    ...{ name: `make ${role}`, endpoint: changeRole, body: { role, currentPassword }, grants: role },
  })),
  { name: "reset the password", endpoint: resetPassword, body: { currentPassword } },
  { name: "end sessions", endpoint: endMemberSessions },
  { name: "deactivate", endpoint: deactivateMember, body: { handOver, currentPassword } },
  { name: "reactivate", endpoint: reactivateMember, body: { currentPassword } },
  { name: "remove", endpoint: removeMember, body: { handOver, currentPassword } },
];

/** The rules in words of their own: who may act on whom, and give what. */
function expected(
  actor: Role,
  target: Role,
  grants?: Role,
): "done" | "missing_right" | "rank_too_low" | "grant_too_high" {
  if (actor === "user" || actor === "manager") return "missing_right";
  if (actor !== "owner" && rankOf(target) >= rankOf(actor)) return "rank_too_low";
  if (grants && rankOf(grants) > rankOf(actor)) return "grant_too_high";
  return "done";
}

async function act(actor: Colleague, { endpoint, body }: Way, memberId: string): Promise<string> {
  const { status, problem } = await actor.call(endpoint, { params: { memberId }, ...(body && { body }) } as never);
  return status < 300 ? "done" : problem.code;
}

async function restore(memberId: string, role: Role): Promise<void> {
  await house.owner.query("update members set role = $2, status = 'active' where id = $1", [memberId, role]);
}

describe("who may do what to whom", () => {
  const pairs = roles.flatMap((actor) => roles.map((target) => [actor, target] as const));
  it.each(pairs)("%s on %s, by every way in", async (actorRole, targetRole) => {
    const actor = await addColleague(house, workspaceId, { role: actorRole });
    const target = await addColleague(house, workspaceId, { role: targetRole });
    for (const way of ways) {
      const outcome = await act(actor, way, target.memberId);
      expect({ way: way.name, outcome }).toEqual({
        way: way.name,
        outcome: expected(actorRole, targetRole, way.grants),
      });
      await restore(target.memberId, targetRole);
    }
  });

  it.each(roles)("%s never on themselves", async (role) => {
    const actor = await addColleague(house, workspaceId, { role });
    for (const way of ways) {
      const outcome = await act(actor, way, actor.memberId);
      expect({ way: way.name, outcome }).toEqual({
        way: way.name,
        outcome: rankOf(role) >= rankOf("admin") ? "own_account" : "missing_right",
      });
    }
  });

  it.each(roles)("%s invites up to their own rank", async (role) => {
    const actor = await addColleague(house, workspaceId, { role });
    for (const granted of roles) {
      const body = { displayName: "New", email: `${newId()}@new.example`, role: granted, currentPassword };
      const { status, problem } = await actor.call(inviteMember, { body });
      const outcome = status < 300 ? "done" : problem.code;
      const wanted = rankOf(role) < rankOf("admin") ? "missing_right" : expected(role, "user", granted);
      expect({ granted, outcome }).toEqual({ granted, outcome: wanted });
    }
  });

  it("is told truly beforehand", async () => {
    for (const actorRole of ["owner", "admin"] as const) {
      const actor = await addColleague(house, workspaceId, { role: actorRole });
      for (const targetRole of roles) {
        const { memberId } = await addColleague(house, workspaceId, { role: targetRole });
        const { can } = await actor.ok(readDirectoryEntry, { params: { memberId } });
        const may = expected(actorRole, targetRole) === "done";
        expect(can).toMatchObject({ rename: may, deactivate: may, remove: may, resetPassword: may, endSessions: may });
        expect(can.roles).toEqual(
          roles.filter((role) => role !== targetRole && expected(actorRole, targetRole, role) === "done"),
        );
        expect(can.refusal === null).toBe(may);
      }
    }
  });
});

describe("an Owner", () => {
  const grave = ways.filter(({ body }) => body && "currentPassword" in body);
  it.each(grave)("neither comes nor goes without the password: $name", async ({ endpoint, body, grants }) => {
    const actor = await addColleague(house, workspaceId, { role: "owner" });
    const target = await addColleague(house, workspaceId, { role: grants === "owner" ? "admin" : "owner" });
    const params = { memberId: target.memberId };
    const without = await actor.call(endpoint, { params, body: { ...body, currentPassword: undefined } } as never);
    expect([without.status, without.problem.code]).toEqual([403, "password_needed"]);
    const wrong = await actor.call(endpoint, { params, body: { ...body, currentPassword: "a guess" } } as never);
    expect([wrong.status, wrong.problem.code]).toEqual([403, "wrong_password"]);
    const { rows } = await house.owner.query("select role, status from members where id = $1", [params.memberId]);
    expect(rows).toEqual([{ role: grants === "owner" ? "admin" : "owner", status: "active" }]);
  });

  it("stays, when two act on each other at the same moment, in each of 50 rounds", async () => {
    const alone = house.client();
    const { workspace, profile } = await alone.signUp("Two Owners");
    const ana = Object.assign(alone, { memberId: profile.id, email: "" });
    const ben = await addColleague(house, workspace.id, { role: "owner" });
    const unmaking = ways.filter(({ name }) => ["make user", "deactivate", "remove"].includes(name));
    for (let round = 0; round < 50; round += 1) {
      const [one = ways[0], other = ways[0]] = [unmaking[round % 3], unmaking[Math.floor(round / 3) % 3]];
      if (!one || !other) throw new Error("There are ways to unmake an Owner.");
      const outcomes = await Promise.all([act(ana, one, ben.memberId), act(ben, other, ana.memberId)]);
      expect(await activeOwners(workspace.id)).toBe(1);
      expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
      await restore(ana.memberId, "owner");
      await restore(ben.memberId, "owner");
      await signInAgain([ana, ben], workspace.id);
    }
  });

  it("stays, when all but one are gone and that one is shut out by whoever was just one", async () => {
    const alone = house.client();
    const { workspace, profile } = await alone.signUp("Three Owners");
    const others = await Promise.all([1, 2, 3].map(() => addColleague(house, workspace.id, { role: "owner" })));
    const all = [Object.assign(alone, { memberId: profile.id, email: "" }), ...others];
    const deactivate: Way = { name: "deactivate", endpoint: deactivateMember, body: { handOver, currentPassword } };
    const everyPair = all.flatMap((actor) =>
      all.filter((target) => target !== actor).map((target) => ({ actor, target })),
    );
    await Promise.all(everyPair.map(({ actor, target }) => act(actor, deactivate, target.memberId)));
    expect(await activeOwners(workspace.id)).toBeGreaterThanOrEqual(1);
  });
});

async function activeOwners(workspace: string): Promise<number> {
  const { rows } = await house.owner.query(
    "select count(*)::integer as count from members where workspace_id = $1 and role = 'owner' and status = 'active'",
    [workspace],
  );
  return rows[0].count;
}

/** Whoever was shut out lost their session; what was believed of them is over after a second. */
async function signInAgain(members: readonly Colleague[], workspace: string): Promise<void> {
  house.clock.advance(1_001);
  for (const member of members) {
    const token = member.cookies.get("wokfow_session") ?? "";
    await house.owner.query(
      `insert into sessions (id, person_id, signed_in_to, member_id, token_hash, created_at, last_seen_at, expires_at)
       select gen_random_uuid(), person_id, workspace_id, id, encode(sha256($3::bytea), 'hex'), now(), now(), now() + interval '1 day'
         from members where id = $1 and workspace_id = $2 on conflict (token_hash) do nothing`,
      [member.memberId, workspace, token],
    );
  }
}
