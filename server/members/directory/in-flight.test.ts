import { Client, Pool } from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from "vitest";
import { listArchiveRuns } from "#contract/archiving.ts";
import {
  changeRole,
  deactivateMember,
  endMemberSessions,
  listDirectory,
  reactivateMember,
} from "#contract/directory.ts";
import { listMembers, readProfile } from "#contract/members.ts";
import type { Role } from "#contract/rights.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import { lockAwaited } from "#server/testing/lock-awaited.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";

const currentPassword = "correct horse battery";
let here: TestWokfow;
let there: TestWokfow;
let owner: Pool;
let ana: TestClient;
let workspaceId: string;
beforeAll(async () => {
  here = await startWokfow(inject("testServer"));
  there = await startWokfow(inject("testServer"), { shared: here });
  owner = new Pool({ connectionString: here.database.ownerUrl, max: 2 });
  owner.on("error", () => undefined);
  ana = here.client();
  workspaceId = (await ana.signUp("Lindenhof")).workspace.id;
});
afterAll(async () => {
  await owner.end();
  await there.stop();
  await here.stop();
});

let ben: Colleague;
/** Ben's browser at each process. */
let bens: TestClient[];
beforeEach(async () => {
  ben = await addColleague({ owner, client: () => here.client() }, workspaceId, { role: "admin" });
  bens = [here, there].map((wokfow) => {
    const browser = wokfow.client();
    for (const [name, value] of ben.cookies) browser.cookies.set(name, value);
    return browser;
  });
});

const deactivate = () =>
  ana.ok(deactivateMember, { params: { memberId: ben.memberId }, body: { handOver: { to: "unassigned" } } });
const give = (role: Role) => ana.ok(changeRole, { params: { memberId: ben.memberId }, body: { role } });

/** Holds a table so that whoever reads it waits, until `work` is done. */
async function holding<T>(table: string, work: (holder: Client) => Promise<T>): Promise<T> {
  const holder = new Client({ connectionString: here.database.ownerUrl });
  await holder.connect();
  await holder.query("begin");
  await holder.query(`lock table ${table} in access exclusive mode`);
  try {
    return await work(holder);
  } finally {
    await holder.query("rollback");
    await holder.end();
  }
}

describe("a request that is under way", () => {
  it("of somebody who is shut out is answered as if they had never been in, in every process, before it is done", async () => {
    await holding("archive_runs", async (holder) => {
      const asked = bens.map((browser) => browser.call(listArchiveRuns));
      await lockAwaited(holder, 2);
      await deactivate();
      for (const { status, problem } of await Promise.all(asked))
        expect([status, problem.code]).toEqual([401, "signed_out"]);
    });
  });

  it("of somebody whose sessions are ended, likewise", async () => {
    await holding("archive_runs", async (holder) => {
      const asked = bens.map((browser) => browser.call(listArchiveRuns));
      await lockAwaited(holder, 2);
      await ana.ok(endMemberSessions, { params: { memberId: ben.memberId } });
      for (const { status } of await Promise.all(asked)) expect(status).toBe(401);
    });
  });

  it("of somebody who loses the right to it names the right", async () => {
    await holding("archive_runs", async (holder) => {
      const asked = bens.map((browser) => browser.call(listArchiveRuns));
      await lockAwaited(holder, 2);
      await give("user");
      for (const { status, problem } of await Promise.all(asked))
        expect([status, problem.code]).toEqual([403, "missing_right"]);
    });
  });

  it("of somebody who keeps the right is answered as ever", async () => {
    const asked = await holding("archive_runs", async (holder) => {
      const waiting = bens.map((browser) => browser.call(listArchiveRuns));
      await lockAwaited(holder, 2);
      await ana.ok(changeRole, { params: { memberId: ben.memberId }, body: { role: "owner", currentPassword } });
      return waiting;
    });
    for (const { status } of await Promise.all(asked)) expect(status).toBe(200);
  });

  it("of somebody who is shut out changes nothing any more", async () => {
    const target = await addColleague({ owner, client: () => here.client() }, workspaceId);
    const path = `/api/v1/members/${target.memberId}`;
    const init = { method: "PATCH", headers: { "content-type": "application/json" }, body: '{"displayName":"By Ben"}' };
    await holding("audit_entries", async (holder) => {
      const asked = bens[1]?.fetch(path, init);
      await lockAwaited(holder);
      await owner.query("delete from sessions where member_id = $1", [ben.memberId]);
      // Told as any process would tell it.
      there.clock.advance(1_001);
      await owner.query("select pg_notify('facts', $1)", [
        JSON.stringify({ from: "elsewhere", facts: [{ workspaceId, id: target.memberId, kind: "session.ended" }] }),
      ]);
      expect((await asked)?.status).toBe(401);
    });
    const { rows } = await owner.query("select display_name from members where id = $1", [target.memberId]);
    expect(rows).toEqual([{ display_name: "A user" }]);
  });
});

describe("open browsers", () => {
  it("hear at once that they are signed out, or should look anew, and their streams end", async () => {
    const deeds = [
      { deed: () => give("user"), heard: "access_changed" },
      { deed: deactivate, heard: "signed_out" },
    ];
    for (const { deed, heard } of deeds) {
      const streams = await Promise.all(bens.map((browser) => browser.fetch("/api/v1/live")));
      expect(streams.map(({ status }) => status)).toEqual([200, 200]);
      const texts = Promise.all(streams.map((stream) => stream.text()));
      const start = performance.now();
      await deed();
      for (const text of await texts) expect(text).toContain(`"kind":"${heard}"`);
      expect(performance.now() - start).toBeLessThan(15_000);
    }
  });

  it("find the new role at their next request, whichever process answers", async () => {
    for (const browser of bens) await browser.ok(listDirectory);
    await give("user");
    await waitFor(async () => {
      const answers = await Promise.all(bens.map((browser) => browser.call(listDirectory)));
      return answers.every(({ status }) => status === 403) || undefined;
    });
    for (const browser of bens) expect((await browser.ok(readProfile)).role).toBe("user");
    await deactivate();
    await waitFor(async () => {
      const answers = await Promise.all(bens.map((browser) => browser.call(listMembers)));
      return answers.every(({ status }) => status === 401) || undefined;
    });
    await ana.ok(reactivateMember, { params: { memberId: ben.memberId }, body: {} });
    for (const browser of bens) expect((await browser.call(listMembers)).status).toBe(401);
  });
});
