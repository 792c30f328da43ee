import type { Credentials } from "#scenarios/steps/let-in.ts";
import { transact } from "#server/context.ts";
import { addMember } from "#server/members/add-member.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { addPerson } from "#server/sessions/add-person.ts";
import { createPasswordHasher } from "#server/sessions/password-hasher.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";

/** Makes somebody a member of a workspace by the verbs behind the pages, as there is no page yet to invite them on. */
export async function join(wokfow: TestWokfow, workspaceId: string, displayName: string): Promise<Credentials> {
  const credentials = {
    email: `${displayName.split(" ")[0]?.toLowerCase()}@ortiz.example`,
    password: "nine grey jugs",
  };
  const passwordHash = await createPasswordHasher().hash(credentials.password);
  const pool = openPool(wokfow.database.appUrl, 1, createLog("error"));
  const { clock } = wokfow;
  const database = workspaceDatabase<Schema>(pool);
  const actor = { kind: "system" as const };
  await transact({ workspaceId, actor, clock, database, events: localEventBus() }, async (tx) => {
    const personId = await addPerson(tx, { name: displayName, email: credentials.email, passwordHash });
    await addMember(tx, { personId, role: "user", displayName, timeZone: "Europe/Berlin" });
  });
  await pool.end();
  return credentials;
}
