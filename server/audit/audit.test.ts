import { parse } from "csv-parse/sync";
import { Client } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { type AuditEntry, exportAudit, listAudit } from "#contract/audit.ts";
import { pauseChannel, removeChannel, renameChannel, resumeChannel } from "#contract/channels.ts";
import { changeEmail, changePassword, editProfile } from "#contract/members.ts";
import { signIn, signOut } from "#contract/session.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { recordAudit } from "#server/audit/record.ts";
import { transact } from "#server/context.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { openSignInHouse } from "#server/testing/sign-in-house.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let shop: Furnished;
let owner: TestClient;
beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  shop = await furnishWorkspace(wokfow, telegram, "Alpha");
  await furnishWorkspace(wokfow, telegram, "Omega");
});
beforeEach(async () => {
  owner = await sessionAs(wokfow, shop, "owner");
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

const newest = async (): Promise<AuditEntry | undefined> =>
  (await owner.ok(listAudit, { query: { limit: 1 } })).items[0];

describe("the audit log", () => {
  it("begins with the workspace, and names who, from where and with which browser", async () => {
    const { items } = await owner.ok(listAudit, { query: { limit: 100 } });
    expect(items.map(({ action }) => action)).toContain("channel.connected");
    expect(items.at(-1)).toMatchObject({
      action: "workspace.created",
      actor: { memberId: shop.memberId, name: "Ana Ortiz" },
      subject: { kind: "workspace", id: shop.workspaceId, name: "Alpha Company" },
      address: "127.0.0.1",
      browser: "An unknown browser",
    });
  });

  it("tells of a setting what it was and what it is, and nothing of one that stays", async () => {
    await owner.ok(editWorkspace, { body: { autoArchiveDays: 30, channelAlerts: true } });
    expect(await newest()).toMatchObject({
      action: "workspace.changed",
      before: { autoArchiveDays: null },
      after: { autoArchiveDays: 30 },
    });
    const { id } = (await newest()) ?? {};
    await owner.ok(editWorkspace, { body: { autoArchiveDays: 30 } });
    expect((await newest())?.id).toBe(id);
  });

  it("tells of a channel's life, and never of its token", async () => {
    const params = { channelId: shop.channelId };
    await owner.ok(renameChannel, { params, body: { name: "Shop bot" } });
    await owner.ok(pauseChannel, { params });
    await owner.ok(resumeChannel, { params });
    await owner.ok(removeChannel, { params });
    const { items } = await owner.ok(listAudit, { query: { limit: 4 } });
    expect(items.map(({ action, subject }) => [action, subject.name])).toEqual([
      ["channel.removed", "Shop bot"],
      ["channel.resumed", "Shop bot"],
      ["channel.paused", "Shop bot"],
      ["channel.renamed", "Shop bot"],
    ]);
    const all = JSON.stringify((await owner.ok(listAudit, { query: { limit: 100 } })).items);
    expect(shop.canaries.filter((canary) => canary.includes(":") && all.includes(canary))).toEqual([]);
  });

  it("is narrowed by member, action and time, and leafed through without a gap", async () => {
    for (const days of [1, 2, 3, 4, 5]) await owner.ok(editWorkspace, { body: { autoArchiveDays: days } });
    const query = { action: "workspace.changed", memberId: shop.memberId, limit: 2 } as const;
    const found: unknown[] = [];
    for (let cursor: string | undefined; ; ) {
      const page = await owner.ok(listAudit, { query: { ...query, ...(cursor && { cursor }) } });
      found.push(...page.items.map(({ after }) => after?.autoArchiveDays));
      if (page.next === null) break;
      cursor = page.next;
    }
    expect(found.slice(0, 5)).toEqual([5, 4, 3, 2, 1]);
    const { items } = await owner.ok(listAudit, { query: { to: "2020-01-01T00:00:00.000Z" } });
    expect(items).toEqual([]);
  });

  it("is for Owners and Admins", async () => {
    const reading = async (role: "admin" | "manager" | "user") =>
      (await (await sessionAs(wokfow, shop, role)).call(listAudit)).status;
    expect([await reading("admin"), await reading("manager"), await reading("user")]).toEqual([200, 403, 403]);
  });

  it("keeps quiet about other workspaces", async () => {
    const all = JSON.stringify((await owner.ok(listAudit, { query: { limit: 100 } })).items);
    expect(all).not.toContain("Omega");
  });
});

describe("the export", () => {
  it("is a table that spreadsheets read as text, and is recorded itself", async () => {
    await owner.ok(editProfile, { body: { displayName: "=HYPERLINK(1)" } });
    const response = await owner.fetch(`/api/v1${exportAudit.path}?action=member.renamed`);
    expect(response.headers.get("content-disposition")).toMatch(
      /^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const lines: Record<string, string>[] = parse(await response.text(), { columns: true, bom: true });
    expect(lines).toMatchObject([{ action: "member.renamed", name: "'=HYPERLINK(1)" }]);
    expect(await newest()).toMatchObject({ action: "audit.exported", after: { action: "member.renamed" } });
  });
});

describe("what is recorded", () => {
  it("has a line for signing in and out, a new address and a new password, and never the password", async () => {
    const house = await openSignInHouse();
    const ana = house.client();
    await ana.signUp("Lindenhof", "ana@lindenhof.example");
    const currentPassword = "correct horse battery";
    await ana.ok(changeEmail, { body: { email: "ana.b@lindenhof.example", currentPassword } });
    await ana.ok(changePassword, { body: { currentPassword, newPassword: "quite another battery" } });
    await ana.ok(signOut);
    await ana.ok(signIn, { body: { email: "ana.b@lindenhof.example", password: "quite another battery" } });
    const { rows } = await house.owner.query("select action, before, after from audit_entries order by at, id");
    expect(rows.map(({ action }) => action)).toEqual([
      "workspace.created",
      "email.changed",
      "password.changed",
      "session.ended",
      "session.started",
    ]);
    expect(rows[1]).toMatchObject({
      before: { email: "ana@lindenhof.example" },
      after: { email: "ana.b@lindenhof.example" },
    });
    expect(JSON.stringify(rows)).not.toContain("battery");
    await house.close();
  });

  it("stands and falls with what it tells", async () => {
    const house = await openSignInHouse();
    const { workspace } = await house.client().signUp();
    const context = contextIn(house.parts, workspace.id, { kind: "system" });
    const subject = { kind: "workspace", id: workspace.id, name: "Never" } as const;
    const failing = transact(context, async (tx) => {
      await recordAudit(tx, { action: "workspace.changed", subject });
      throw new Error("The change failed.");
    });
    await expect(failing).rejects.toThrow("The change failed.");
    const { rows } = await house.owner.query("select from audit_entries where subject_name = 'Never'");
    expect(rows).toEqual([]);
    await house.close();
  });

  it.each(["update audit_entries set action = 'nothing'", "delete from audit_entries", "truncate audit_entries"])(
    "cannot be taken back by the product's own role: %s",
    async (statement) => {
      const client = new Client({ connectionString: wokfow.database.appUrl });
      await client.connect();
      await client.query("select set_config('app.workspace_id', $1, false)", [shop.workspaceId]);
      await expect(client.query(statement)).rejects.toMatchObject({ code: "42501" });
      await client.end();
    },
  );
});
