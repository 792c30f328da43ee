import { connectChannel } from "#contract/channels.ts";
import { listConversations } from "#contract/conversations.ts";
import { uploadFile } from "#contract/files.ts";
import { listMessages } from "#contract/messages.ts";
import { listSessions } from "#contract/session.ts";
import { createTeam } from "#contract/teams.ts";
import { newId } from "#server/platform/identifier.ts";
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
  /** What no other workspace may ever get to see. */
  readonly canaries: readonly string[];
}

/** Creates a workspace by its front door: owner, channel, a customer who writes, a file, a run of auto-archive. */
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
  const [session] = (await owner.ok(listSessions)).items;
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
    runId: newId(),
    teamId: team.id,
    moveId: newId(),
    canaries: [`${name}Customer`, `${name} secret`, `${name} Company`, bot.token],
  };
}

/** A form with one small file, as a browser sends it. */
export function formWith(content: string, name = "paper.txt"): FormData {
  const form = new FormData();
  form.set("file", new File([content], name));
  return form;
}
