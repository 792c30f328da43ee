import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import { sql } from "kysely";
import type { Pool } from "pg";
import type { Role } from "#contract/rights.ts";
import { type Context, type Transaction, transact } from "#server/context.ts";
import { believeNames } from "#server/conversations/believe-names.ts";
import { accessActor } from "#server/members/access.ts";
import { movableClock } from "#server/platform/clock/clock.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { createTestDatabase } from "#server/platform/database/test-database.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { type CommittedFact, localEventBus } from "#server/platform/events/event-bus.ts";
import { actorOf, type Caller } from "#server/platform/http/caller.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import type { Route } from "#server/platform/http/serve.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog, type Log } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { TestClient } from "#server/testing/test-client.ts";

/** A few endpoints over real HTTP on a database of their own, with members who are signed in by being named. */
export interface Rooms {
  readonly clock: ReturnType<typeof movableClock>;
  /** What was published so far. */
  readonly published: CommittedFact[];
  readonly pool: ReturnType<typeof openPool>;
  /** The address of the role that works off jobs. */
  readonly ownerUrl: string;
  /** Wokfow itself in a workspace. */
  contextOf(workspaceId: string): Context;
  addWorkspace(): Promise<string>;
  /** A browser in which a new member of the workspace is signed in; they see what their role, teams and workspace let them. */
  addMember(workspaceId: string, role?: Role): Promise<TestClient & { memberId: string }>;
  close(): Promise<void>;
}

/** Hundreds may ask at once for what ten connections do, on a busy machine. */
const patience = 60_000;

/** Opens the rooms that a test is about; the rest of the house is not there. A clock may be given that others live by too. */
export async function openRooms(
  routes: readonly Route[],
  { log = createLog("error"), clock = movableClock() }: Partial<Pick<Rooms, "clock"> & { log: Log }> = {},
): Promise<Rooms> {
  const testDatabase = await createTestDatabase();
  const pool = openPool(testDatabase.appUrl, 10, log, patience);
  const readers = openPool(testDatabase.appUrl, 10, log, patience);
  const database = workspaceDatabase<Schema>(pool, readers);
  const events = localEventBus();
  const published: CommittedFact[] = [];
  events.listen({ committed: (facts) => published.push(...facts), resync: () => undefined });
  const contextOf = (workspaceId: string): Context => ({
    workspaceId,
    actor: { kind: "system" },
    clock,
    database,
    events,
  });
  const names = believeNames({ events, clock, contextOf });
  const callers = new Map<string, Caller>();
  const http = await createHttp({
    log,
    events,
    routes,
    partial: true,
    publicUrl: null,
    authenticate: async (request) => {
      const caller = callers.get(request.cookies.member ?? "");
      if (!caller) return null;
      const { role, reach } = await accessActor(contextOf(caller.workspaceId), caller.memberId);
      return { ...caller, role, reach };
    },
    contextOf: (caller, visit) => ({ ...contextOf(caller.workspaceId), names, actor: actorOf(caller, visit) }),
  });
  const address = await http.listen({ port: 0, host: "127.0.0.1" });
  return {
    clock,
    published,
    pool,
    ownerUrl: testDatabase.ownerUrl,
    contextOf,
    addWorkspace: () => addWorkspace(contextOf),
    async addMember(workspaceId, role = "owner") {
      const caller = await transact(contextOf(workspaceId), (tx) => addMember(tx, role));
      callers.set(caller.memberId, caller);
      const client = new TestClient(address);
      client.cookies.set("member", caller.memberId);
      return Object.assign(client, { memberId: caller.memberId });
    },
    close: () => close(http, [pool, readers], testDatabase.drop),
  };
}

async function addWorkspace(contextOf: (workspaceId: string) => Context): Promise<string> {
  const workspaceId = newId();
  await transact(contextOf(workspaceId), async (tx) => {
    const created_at = tx.clock.now();
    await tx.db
      .insertInto("workspaces")
      .values({ workspace_id: workspaceId, name: "Ortiz Shop", channel_alerts: true, created_at })
      .execute();
  });
  return workspaceId;
}

async function addMember(tx: Transaction, role: Role): Promise<Caller> {
  const { workspaceId } = tx;
  const reach = "everything";
  const ids = { sessionId: randomUUID(), personId: randomUUID(), workspaceId, memberId: newId() };
  const caller: Caller = { ...ids, role, reach, mustChoosePassword: false };
  await sql`
    insert into members (workspace_id, id, person_id, role, display_name, time_zone, created_at)
    values (${workspaceId}::uuid, ${caller.memberId}::uuid, ${caller.personId}::uuid, ${role}, 'Ana Ortiz', 'Europe/Berlin',
            ${tx.clock.now()}::timestamptz)`.execute(tx.db);
  return caller;
}

async function close(http: FastifyInstance, pools: readonly Pool[], drop: () => Promise<void>): Promise<void> {
  await http.close();
  await Promise.all(pools.map((pool) => pool.end()));
  await drop();
}
