import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { editWorkspace, readWorkspace } from "#contract/workspaces.ts";
import { contextIn } from "#server/sessions/open-sign-in.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { workspacePresenters } from "#server/workspaces/events.ts";

let house: SignInHouse;
let ana: TestClient;
beforeAll(async () => {
  house = await openSignInHouse();
  ana = house.client();
  await ana.signUp("Lindenhof");
});
afterAll(() => house.close());

describe("the workspace", () => {
  it("changes by what is given, and every screen hears of it", async () => {
    const before = await ana.ok(readWorkspace);
    const renamed = await ana.ok(editWorkspace, { body: { name: "Lindenhof GmbH" } });
    expect(renamed).toEqual({ ...before, name: "Lindenhof GmbH" });
    const settings = { autoArchiveDays: 30, channelAlerts: false };
    expect(await ana.ok(editWorkspace, { body: settings })).toEqual({ ...renamed, ...settings });
    const workspace = await ana.ok(editWorkspace, { body: { autoArchiveDays: null } });
    expect(workspace).toEqual({ ...renamed, channelAlerts: false, autoArchiveDays: null });
    const { rows } = await house.owner.query("select * from facts where kind = 'workspace.changed' order by at");
    expect(rows.map(({ details }) => details.changed)).toEqual([["name"], Object.keys(settings), ["autoArchiveDays"]]);
    const context = contextIn(house.parts, before.id, { kind: "system" });
    expect(await workspacePresenters["workspace.changed"]?.(context, rows[0])).toEqual([
      { event: { kind: "workspace", workspace }, right: "profile.edit" },
    ]);
  });

  it.each([{ autoArchiveDays: 0 }, { autoArchiveDays: 366 }, { autoArchiveDays: 1.5 }, { name: " " }])(
    "refuses %j",
    async (body) => {
      const { status, problem } = await ana.call(editWorkspace, { body });
      expect([status, problem.fields?.[0]?.path]).toEqual([400, Object.keys(body)[0]]);
    },
  );

  it("is its own alone: a planted identifier changes neither this one nor another", async () => {
    const stranger = house.client();
    const other = (await stranger.signUp("Elsewhere")).workspace;
    const body = JSON.stringify({ id: other.id, workspaceId: other.id, createdAt: "2001-01-01T00:00:00.000Z" });
    const headers = { "content-type": "application/json" };
    expect((await ana.fetch("/api/v1/workspace", { method: "PATCH", headers, body })).status).toBe(200);
    expect(await stranger.ok(readWorkspace)).toEqual(other);
  });

  it("is configured by those whose role allows it", async () => {
    await house.owner.query("update members set role = 'manager'");
    await expect.poll(async () => (await ana.call(editWorkspace, { body: { name: "Mine" } })).status).toBe(403);
    expect((await ana.call(readWorkspace)).status).toBe(200);
  });
});
