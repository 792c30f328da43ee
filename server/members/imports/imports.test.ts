import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inviteMember } from "#contract/invitations.ts";
import { importMembers, previewMemberImport } from "#contract/member-imports.ts";
import { signIn } from "#contract/session.ts";
import { accessActor } from "#server/members/access.ts";
import { importMembers as bringIn } from "#server/members/imports/import-members.ts";
import { readRows } from "#server/members/imports/read-rows.ts";
import { contextIn, openSignIn } from "#server/sessions/open-sign-in.ts";
import { addColleague } from "#server/testing/add-colleague.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let house: SignInHouse;
beforeAll(async () => {
  house = await openSignInHouse();
});
afterAll(() => house.close());

let ana: TestClient;
let workspaceId: string;
let domain: string;
beforeEach(async () => {
  ana = house.client();
  workspaceId = (await ana.signUp("Lindenhof")).workspace.id;
  domain = `${workspaceId}.example`;
});

const countMembers = async () =>
  (await house.owner.query("select 1 from members where workspace_id = $1", [workspaceId])).rowCount;

describe("a file of members", () => {
  it("is shown as it is understood, and changes nothing until it is brought in", async () => {
    const csv = `Name;E-mail;Role\r\nBen Vogt;Ben@${domain};Manager\r\n"Cleo; the second";cleo@${domain};\r\n`;
    const { rows, fault } = await ana.ok(previewMemberImport, { body: { csv: `\ufeff${csv}` } });
    expect(fault).toBeNull();
    expect(rows).toEqual([
      { line: 2, displayName: "Ben Vogt", email: `Ben@${domain}`, role: "manager", faults: [] },
      { line: 3, displayName: "Cleo; the second", email: `cleo@${domain}`, role: "user", faults: [] },
    ]);
    expect(await countMembers()).toBe(1);
    const { invited } = await ana.ok(importMembers, { body: { csv } });
    expect(invited.map(({ member, email }) => [member.displayName, member.role, email])).toEqual([
      ["Ben Vogt", "manager", `ben@${domain}`],
      ["Cleo; the second", "user", `cleo@${domain}`],
    ]);
    const password = invited[0]?.password ?? "";
    expect((await house.client().call(signIn, { body: { email: `ben@${domain}`, password } })).status).toBe(200);
  });

  it("and another workspace's of the same people, in another order at the same moment, both bring them in", async () => {
    const there = house.client();
    await there.signUp("Elsewhere");
    for (const name of ["ben", "cleo"]) await house.client().signUp("Own", `${name}@${domain}`);
    const lines = [`Ben,ben@${domain}`, `Cleo,cleo@${domain}`];
    const holder = await house.owner.connect();
    await holder.query("begin");
    // What is written down of each person once they are held.
    await holder.query("lock table audit_entries in share mode");
    const here = ana.call(importMembers, { body: { csv: `name,email\n${lines.join("\n")}` } });
    await lockAwaited(holder);
    const elsewhere = there.call(importMembers, { body: { csv: `name,email\n${lines.toReversed().join("\n")}` } });
    await lockAwaited(holder, 2);
    await holder.query("commit");
    holder.release();
    expect([(await here).status, (await elsewhere).status]).toEqual([201, 201]);
  });

  it("brings nobody when one line is wrong, and says what of each", async () => {
    await ana.ok(inviteMember, { body: { displayName: "Here", email: `here@${domain}`, role: "user" } });
    const before = await countMembers();
    const lines = [
      ["", `a@${domain}`, "user"],
      ["B", "not an address", "user"],
      ["C", `c@${domain}`, "chief"],
      ["D", `d@${domain}`, "owner"],
      ["E", `HERE@${domain}`, "user"],
      ["F", `f@${domain}`, "user"],
      ["G", `F@${domain}`, "user"],
    ];
    const csv = ["name,email,role", ...lines.map((line) => line.join(","))].join("\n");
    const { rows } = await ana.ok(previewMemberImport, { body: { csv } });
    const wrong = rows.flatMap(({ line, faults }) => faults.map(({ column }) => `${line} ${column}`));
    expect(wrong).toEqual(["2 name", "3 email", "4 role", "5 role", "6 email", "8 email"]);
    const { status, problem } = await ana.call(importMembers, { body: { csv } });
    expect([status, problem.code]).toEqual([422, "invalid_rows"]);
    expect(problem.fields?.map(({ path }) => path)).toEqual(wrong.map((at) => `rows.${at.replace(" ", ".")}`));
    expect(await countMembers()).toBe(before);
  });

  it("brings nobody when somebody of it was invited meanwhile", async () => {
    const csv = `name,email\nNew,new@${domain}\nBoth,both@${domain}`;
    const body = { displayName: "Both", email: `both@${domain}`, role: "user" } as const;
    const [imported, invited] = await Promise.all([
      ana.call(importMembers, { body: { csv } }),
      ana.call(inviteMember, { body }),
    ]);
    const done = [imported, invited].filter(({ status }) => status === 201);
    expect(done).toHaveLength(1);
    expect(await countMembers()).toBe(imported.status === 201 ? 3 : 2);
  });

  it("holds nobody while its passwords are made, which takes seconds", async () => {
    const desk = openSignIn(house.parts);
    const free: boolean[] = [];
    const hash = async (password: string) => {
      const { rowCount } = await house.owner.query(
        "select from members where workspace_id = $1 for update skip locked",
        [workspaceId],
      );
      free.push(rowCount === 1);
      return desk.passwords.hash(password);
    };
    const context = contextIn(house.parts, workspaceId, { kind: "system" });
    const { rows } = await house.owner.query("select id from members where workspace_id = $1", [workspaceId]);
    const actor = await accessActor(context, rows[0].id);
    const csv = `name,email\nBen,ben@${domain}\nCleo,cleo@${domain}`;
    await bringIn({ ...context, actor }, { ...desk, passwords: { ...desk.passwords, hash } }, csv);
    expect(free).toEqual([true, true]);
  });

  it("names the line of whom another workspace awaits", async () => {
    const elsewhere = house.client();
    await elsewhere.signUp("Elsewhere");
    await elsewhere.ok(inviteMember, { body: { displayName: "Omar", email: `omar@${domain}`, role: "user" } });
    const csv = `name,email\nNew,new@${domain}\nOmar,omar@${domain}`;
    const { status, problem } = await ana.call(importMembers, { body: { csv } });
    expect([status, problem.code, problem.fields?.[0]?.path]).toEqual([422, "invalid_rows", "rows.3.email"]);
    expect(await countMembers()).toBe(1);
  });

  it("gives no role above the own", async () => {
    const admin = await addColleague(house, workspaceId, { role: "admin" });
    const csv = `name,email,role\nA,a@${domain},admin\nO,o@${domain},owner`;
    const { rows } = await admin.ok(previewMemberImport, { body: { csv } });
    expect(rows.map(({ faults }) => faults.length)).toEqual([0, 1]);
  });

  it.each([
    ["empty", "", "The first line must name the columns"],
    ["without members", "name,email", "There is nobody in this file"],
    ["of other columns", "a,b\n1,2", "The first line must name the columns"],
    ["with an open quote", 'name,email\n"open,x', "line 2 cannot be read"],
    ["of 301 members", `name,email\n${"x,x@x.example\n".repeat(301)}`, "Bring at most 300"],
  ])("that is %s says so", async (_how, csv, sentence) => {
    const { rows, fault } = await ana.ok(previewMemberImport, { body: { csv } });
    expect([rows, fault]).toEqual([[], expect.stringContaining(sentence)]);
    expect((await ana.call(importMembers, { body: { csv } })).problem.code).toBe("unreadable_file");
  });
});

it("whatever is in a file, it is read or refused in words", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
      const { rows, fault } = readRows(`name,email,role\n${text}`);
      expect(fault === null ? rows.length > 0 : fault.length > 10).toBe(true);
    }),
  );
});
