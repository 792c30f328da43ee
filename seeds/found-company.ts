import { join, relative } from "node:path";
import { connectChannel } from "#contract/channels.ts";
import { listDirectory } from "#contract/directory.ts";
import { signOut, signUp } from "#contract/session.ts";
import type { Team } from "#contract/teams.ts";
import { createAdapters } from "#server/channels/adapters.ts";
import type { Context, MemberActor } from "#server/context.ts";
import { accessActor } from "#server/members/access.ts";
import { markNotificationsSeen } from "#server/notifications/mark-notifications-seen.ts";
import { systemClock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import { openDatabase } from "#server/platform/database/open-database.ts";
import { openPool } from "#server/platform/database/open-pool.ts";
import { workspaceDatabase } from "#server/platform/database/workspace-database.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";
import { company } from "./company.ts";
import { type Destination, fillWorkspace, type Told } from "./fill-workspace.ts";
import { buildTeams, closeUp, type Hiring, hirePeople, inviteNewcomer, partWithLeaver } from "./hire-people.ts";
import { type Browser, openPastOffice, type PastOffice } from "./past-office.ts";
import { frontTeam, owner } from "./people.ts";
import type { RememberedConversation } from "./people-phones.ts";
import { daysBefore, shareWork, since } from "./share-work.ts";

/** Everyone in the demo signs in with it. */
export const password = "kiln-and-glaze-7";

/** A running server without a workspace, and what shall have happened in it by `begun`. */
export interface Foundation {
  readonly address: string;
  readonly config: Config;
  readonly token: string;
  readonly begun: Date;
  readonly phones: readonly RememberedConversation[];
}

/** A conversation that began so many days before the demo. */
type Aged = Told & { readonly age: number };

const day = 86_400_000;
const seed = 11;

/** Creates the company as its owner would, in the browser's way, and then lives through its history with everybody who works there. */
export async function foundCompany({ address, config, token, begun, phones }: Foundation): Promise<void> {
  const log = createLog("silent");
  const database = await openDatabase(config, { info: () => undefined });
  const pool = openPool(database.appUrl, 4, log);
  const office = await openPastOffice({ config, database, log }, new Date(begun.getTime() - since.founding * day));
  try {
    const { workspaceId, channelId } = await signUpOwner(office, token, config);
    const hiring = { office, password, begun };
    await hirePeople(hiring);
    const ground = { clock: systemClock, database: workspaceDatabase<Schema>(pool), events: localEventBus() };
    const contextOf = (id: string): Context => ({ workspaceId: id, actor: { kind: "system" }, ...ground });
    const context = contextOf(workspaceId);
    const adapters = createAdapters({
      ...{ config, log, contextOf },
      files: diskFileStore(join(config.dataDir, "files")),
      secrets: secretBox(config.secretKey),
      membership: { id: newId() },
    });
    const teamIds = await liveOn(hiring, { context, adapters, channelId }, share(phones, begun));
    await inviteNewcomer(address, password, teamIds.get("Sales") ?? "");
  } finally {
    await office.close();
    await pool.end();
    await database.stop();
  }
}

async function signUpOwner(
  office: PastOffice,
  token: string,
  { dataDir }: Config,
): Promise<{ workspaceId: string; channelId: string }> {
  const browser = office.browser(owner.browser);
  const { displayName, email } = owner;
  const { workspace: workspaceName, timeZone } = company;
  const body = { workspaceName, displayName, email, timeZone, password };
  const signedUp = await browser.call(signUp, { body });
  // The first start was ended before the history was told, and half of one cannot be continued.
  if (signedUp.problem?.code === "sign_up_closed") {
    const folder = relative(process.cwd(), dataDir);
    throw new Error(`The first start was broken off. Delete the folder ${folder} and start the demo again.`);
  }
  const channel = await browser.ok(connectChannel, { body: { kind: "telegram", credentials: { token } } });
  await browser.ok(signOut);
  return { workspaceId: signedUp.body.workspace.id, channelId: channel.id };
}

function share(phones: readonly RememberedConversation[], begun: Date): Aged[] {
  const plans = phones.map(({ plan }) => plan);
  const shared = shareWork(plans, begun, seed);
  return phones.flatMap((remembered, index) => {
    const work = shared[index];
    return work ? [{ remembered, work, age: daysBefore(remembered.plan, begun) }] : [];
  });
}

/** What the company goes through, and its teams by name: alone, with teams, without whoever has left, and the last two days, which are still news. */
async function liveOn(
  hiring: Hiring,
  place: Omit<Destination, "actors" | "teamIds">,
  history: readonly Aged[],
): Promise<ReadonlyMap<string, string>> {
  const between = (oldest: number, newest: number) => history.filter(({ age }) => age <= oldest && age > newest);
  const alone = { ...place, actors: await actorsOf(hiring, place.context), teamIds: new Map<string, string>() };
  await fillWorkspace(alone, between(Number.POSITIVE_INFINITY, since.teams));
  const teamIds = idsOf(await buildTeams(hiring));
  const together = { ...place, actors: await actorsOf(hiring, place.context), teamIds };
  await fillWorkspace(together, between(since.teams, since.leaving));
  await partWithLeaver(hiring, teamIds.get(frontTeam) ?? "");
  await fillWorkspace(together, between(since.leaving, since.news));
  for (const actor of together.actors.values()) await markNotificationsSeen({ ...place.context, actor }, undefined);
  await fillWorkspace(together, between(since.news, Number.NEGATIVE_INFINITY));
  await closeUp(hiring, teamIds.get("Sales") ?? "");
  return teamIds;
}

function idsOf(teams: ReadonlyMap<string, Team>): Map<string, string> {
  return new Map([...teams].map(([name, { id }]) => [name, id]));
}

/** Everybody who works there, with what they see by now. */
async function actorsOf({ office }: Hiring, context: Context): Promise<Map<string, MemberActor>> {
  const actors = new Map<string, MemberActor>();
  const browser: Browser = office.browser(owner.browser);
  await browser.as({ email: owner.email, password }, async () => {
    const { items } = await browser.ok(listDirectory, { query: { limit: 100 } });
    for (const { id, email } of items) actors.set(email, await accessActor(context, id));
  });
  return actors;
}
