import { connectChannel } from "#contract/channels.ts";
import { signOut, signUp } from "#contract/session.ts";
import { createAdapters } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import { systemClock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import { openDatabase } from "#server/platform/database/open-database.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createLog } from "#server/platform/log/log.ts";
import type { Schema } from "#server/schema.ts";
import { TestClient } from "#server/testing/test-client.ts";
import { company } from "./company.ts";
import { fillWorkspace } from "./fill-workspace.ts";
import type { RememberedConversation } from "./people-phones.ts";

/** Everyone in the demo signs in with it. */
export const password = "kiln-and-glaze-7";

/** A running server without a workspace, and what shall have happened in it. */
export interface Foundation {
  readonly address: string;
  readonly config: Config;
  readonly token: string;
  readonly phones: readonly RememberedConversation[];
}

/** Creates the company as its owner would, in the browser's way, and then lives through its history. */
export async function foundCompany({ address, config, token, phones }: Foundation): Promise<void> {
  const browser = new TestClient(address);
  const signedUp = await browser.call(signUp, {
    body: { workspaceName: company.workspace, ...company.owner, password },
  });
  // The first start was ended before the history was told, and half of one cannot be continued.
  if (signedUp.problem?.code === "sign_up_closed")
    throw new Error("The first start was broken off. Delete the folder data/demo and start the demo again.");
  const { profile, workspace } = signedUp.body;
  const channel = await browser.ok(connectChannel, { body: { kind: "telegram", credentials: { token } } });
  // Else the owner would find a browser among their sessions that they never used.
  await browser.ok(signOut);
  const log = createLog("silent");
  const database = await openDatabase(config, { info: () => undefined });
  const pool = openPool(database.appUrl, 4, log);
  const context: Context = {
    workspaceId: workspace.id,
    actor: { kind: "member", memberId: profile.id, personId: "", role: profile.role, reach: "everything" },
    clock: systemClock,
    database: workspaceDatabase<Schema>(pool),
    events: localEventBus(),
  };
  await fillWorkspace(
    { context, adapters: createAdapters(config), memberId: profile.id, channelId: channel.id },
    phones,
  );
  await pool.end();
  await database.stop();
}
