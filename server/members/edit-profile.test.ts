import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editProfile, listMembers, readProfile } from "#contract/members.ts";
import { memberPresenters } from "#server/members/events.ts";
import { newId } from "#server/platform/identifier.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let house: SignInHouse;
let ana: TestClient;
let workspaceId: string;
beforeAll(async () => {
  house = await openSignInHouse();
  ana = house.client();
  workspaceId = (await ana.signUp("Lindenhof", "ana@lindenhof.example")).workspace.id;
});
afterAll(() => house.close());

async function patch(body: string) {
  const headers = { "content-type": "application/json" };
  return ana.fetch("/api/v1/profile", { method: "PATCH", headers, body });
}

describe("the own profile", () => {
  it("changes by what is given, and colleagues' screens hear of it", async () => {
    const profile = await ana.ok(editProfile, { body: { displayName: "  Ana B. " } });
    expect(profile).toMatchObject({ displayName: "Ana B.", timeZone: "Europe/Berlin" });
    expect(await ana.ok(editProfile, { body: { timeZone: "Asia/Tokyo" } })).toEqual({
      ...profile,
      timeZone: "Asia/Tokyo",
    });
    const { rows } = await house.owner.query("select * from facts where kind = 'member.changed' order by at limit 1");
    const context = contextIn(house.parts, workspaceId, { kind: "system" });
    const { id, role, avatarFileId, availability, status } = profile;
    expect(await memberPresenters["member.changed"]?.(context, rows[0])).toEqual([
      {
        event: { kind: "member", member: { id, displayName: "Ana B.", role, avatarFileId, availability, status } },
        right: "members.read",
      },
    ]);
  });

  it("keeps its role, address and owner, whatever else the request carries", async () => {
    const before = await house.owner.query("select * from members");
    const planted = crypto.randomUUID();
    const extra = `"role":"user","id":"${planted}","memberId":"${planted}","personId":"${planted}","workspaceId":"${planted}",
      "email":"thief@elsewhere.example","avatarFileId":"${planted}","createdAt":"2001-01-01T00:00:00.000Z","scopes":["all"],"credits":9`;
    expect((await patch(`{${extra}}`)).status).toBe(200);
    expect((await patch(`{${extra},"__proto__":{"role":"user"}}`)).status).toBe(400);
    expect((await patch(`{${extra},"constructor":{"prototype":{"role":"user"}}}`)).status).toBe(400);
    expect((await house.owner.query("select * from members")).rows).toEqual(before.rows);
    expect((await ana.ok(readProfile)).email).toBe("ana@lindenhof.example");
  });

  it.each([
    { displayName: "" },
    { displayName: "x".repeat(121) },
    { displayName: "a\u0007b" },
    { timeZone: "Mars/Base" },
  ])("refuses %j", async (body) => {
    const { status, problem } = await ana.call(editProfile, { body });
    expect([status, problem.fields?.[0]?.path]).toEqual([400, Object.keys(body)[0]]);
  });
});

describe("the list of members", () => {
  it("is paged by name and ends, also with names that are alike", async () => {
    const names = ["bea", "Bea", "Carl", "dora", "Emil"];
    for (const name of names) {
      await house.owner.query(
        `insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at)
         values ($1, gen_random_uuid(), gen_random_uuid(), 'user', $2, 'UTC', now())`,
        [workspaceId, name],
      );
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await ana.ok(listMembers, { query: { limit: 2, ...(cursor && { cursor }) } });
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items.map(({ displayName }) => displayName.toLowerCase()));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toEqual(["ana b.", "bea", "bea", "carl", "dora", "emil"]);
  });

  it("shows nobody of another workspace", async () => {
    const stranger = house.client();
    await stranger.signUp("Elsewhere");
    expect((await stranger.ok(listMembers)).items).toHaveLength(1);
  });

  const withNull = Buffer.from(JSON.stringify(["a\u0000", newId()])).toString("base64url");
  it.each(["x", "bnVsbA", "WyJhIiwiYiJd", "' or 1=1 --", withNull])("refuses the made-up cursor %j", async (cursor) => {
    const { status, problem } = await ana.call(listMembers, { query: { cursor } });
    expect([status, problem.code]).toEqual([400, "invalid_cursor"]);
  });
});
