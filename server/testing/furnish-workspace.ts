import { Client } from "pg";
import { connectChannel } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { uploadFile } from "#contract/files.ts";
import { listMessages } from "#contract/messages.ts";
import { giveQueue } from "#contract/queues.ts";
import { listSessions } from "#contract/session.ts";
import { createTeam } from "#contract/teams.ts";
import { newId } from "#server/platform/identifier.ts";
import { addColleague, type Colleague } from "#server/testing/add-colleague.ts";
import type { TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { waitFor } from "#server/testing/wait-for.ts";
import type { TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

/** A workspace with one of everything, and the identifiers of it all. */
export interface Furnished {
  readonly owner: TestClient;
  readonly workspaceId: string;
  readonly memberId: string;
  readonly sessionId: string;
  readonly channelId: string;
  readonly conversationId: string;
  readonly contactId: string;
  readonly messageId: string;
  readonly fileId: string;
  readonly runId: string;
  readonly teamId: string;
  readonly moveId: string;
  readonly loginId: string;
  /** A User beside the owner, who is signed in. */
  readonly colleague: Colleague;
  readonly colleagueId: string;
  /** What no other workspace may ever get to see. */
  readonly canaries: readonly string[];
}

/** Creates a workspace by its front door: owner, channel, a customer who writes, a file, a team that is given the queue. */
export async function furnishWorkspace(
  wokfow: TestWokfow,
  telegram: TelegramSimulator,
  name: string,
): Promise<Furnished> {
  const owner = wokfow.client();
  const { profile, workspace } = await owner.signUp(`${name} Company`);
  const bot = telegram.createBot({ username: `${name.toLowerCase()}_bot`, name: `${name} Bot` });
  const channel = await owner.ok(connectChannel, { body: { kind: "telegram", credentials: { token: bot.token } } });
  telegram
    .customer({ firstName: `${name}Customer`, username: `${name.toLowerCase()}_customer` })
    .write(bot, `${name} secret question`);
  const conversation = await waitFor(async () => (await owner.ok(listConversations)).items[0]);
  const params = { conversationId: conversation.id };
  const message = await waitFor(async () => (await owner.ok(listMessages, { params })).messages[0]);
  const file = await owner.ok(uploadFile, { form: formWith(`${name} secret paper`) });
  const team = await owner.ok(createTeam, { body: { name: `${name} secret team` } });
  const given = { params: { channelId: channel.id }, body: { teamId: team.id, moveOpen: true } };
  const { lastMove } = await owner.ok(giveQueue, given);
  const [session] = (await owner.ok(listSessions)).items;
  const { runId, loginId, colleague } = await addByHand(
    wokfow,
    { workspaceId: workspace.id, ownerId: profile.id },
    name,
  );
  return {
    owner,
    workspaceId: workspace.id,
    memberId: profile.id,
    sessionId: session?.id ?? "",
    channelId: channel.id,
    conversationId: conversation.id,
    contactId: conversation.contact.id,
    messageId: message.id,
    fileId: file.id,
    runId,
    teamId: team.id,
    moveId: lastMove?.id ?? "",
    loginId,
    colleague,
    colleagueId: colleague.memberId,
    canaries: [`${name}Customer`, `${name} secret`, `${name} Company`, bot.token],
  };
}

/** What would take long by the door: somebody who works there, a run of auto-archive, and a login that nobody has come back from. */
async function addByHand(wokfow: TestWokfow, at: { workspaceId: string; ownerId: string }, name: string) {
  const { workspaceId, ownerId } = at;
  const database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  const house = { owner: database, client: () => wokfow.client() };
  const colleague = await addColleague(house, workspaceId, { displayName: `${name} secret colleague` });
  const runId = newId();
  await database.query(
    "insert into archive_runs (workspace_id, id, ran_at, inactive_days, archived) values ($1, $2, now(), 30, 1)",
    [workspaceId, runId],
  );
  const loginId = newId();
  await database.query(
    `insert into channel_logins (workspace_id, id, kind, member_id, session_id, state_hash, stage, began_at, expires_at)
     values ($1, $2::uuid, 'telegram', $3, $2::uuid, $2::uuid::text, 'waiting', now(), now() + interval '1 day')`,
    [workspaceId, loginId, ownerId],
  );
  await database.end();
  return { runId, loginId, colleague };
}

/** A form with one small file, as a browser sends it. */
export function formWith(content: string, name = "paper.txt"): FormData {
  const form = new FormData();
  form.set("file", new File([content], name));
  return form;
}
