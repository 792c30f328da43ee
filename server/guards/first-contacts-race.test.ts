import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { sendMessage } from "#contract/messages.ts";
import { changeSendingGuards, readSendingGuards } from "#contract/sending-guards.ts";
import { newId } from "#server/platform/identifier.ts";
import { guardedKind } from "#server/testing/add-channel.ts";
import { onOneDay } from "#server/testing/on-one-day.ts";
import { type Beside, startBeside } from "#server/testing/start-beside.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";

// Whoever passes the daily number by one risks the account, so it is asked of two servers at once.

let wokfow: TestWokfow;
let beside: Beside;
let database: Client;
let owner: TestClient;
let workspaceId: string;

beforeAll(async () => {
  wokfow = await startWokfow(inject("testServer"));
  beside = await startBeside(wokfow);
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  owner = wokfow.client();
  workspaceId = (await owner.signUp()).workspace.id;
});
afterAll(async () => {
  await database.end();
  await beside.stop();
  await wokfow.stop();
});

it("lets five of fifty first messages leave that are written at once at two servers", () =>
  onOneDay(wokfow.clock, writeFifty));

async function writeFifty(): Promise<void> {
  const channelId = newId();
  // Paused, so that nothing is sent anywhere: the question is what may be written.
  await database.query(
    `insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since, created_at)
     values ($1, $2::uuid, $3, 'Shop', $2::uuid::text, '+49', $2::uuid::text, 'socket', 'PAUSED', now(), now())`,
    [workspaceId, channelId, guardedKind],
  );
  const conversations: string[] = [];
  while (conversations.length < 50) conversations.push(await addStranger(channelId));
  const body = { dailyFirstContacts: 5, warmUp: false };
  await owner.ok(changeSendingGuards, { params: { channelId }, body });
  const servers = [owner, owner.at(beside.address)];
  const answers = await Promise.all(
    conversations.map((conversationId, index) => {
      const server = servers[index % 2] ?? owner;
      const draft = { idempotencyKey: newId(), text: "Good morning" };
      return server.call(sendMessage, { params: { conversationId }, body: draft });
    }),
  );
  const refused = answers.filter(({ status }) => status !== 201).map(({ problem }) => problem.code);
  expect(refused).toEqual(Array.from({ length: 45 }, () => "first_contacts_used_up"));
  const { rows } = await database.query("select count(*)::integer as count from messages where channel_id = $1", [
    channelId,
  ]);
  expect(rows).toEqual([{ count: 5 }]);
  const { today } = await owner.ok(readSendingGuards, { params: { channelId } });
  expect(today).toMatchObject({ firstContacts: { used: 5, allowed: 5 }, heldBack: 45 });
}

async function addStranger(channelId: string): Promise<string> {
  const [contactId, identityId, conversationId] = [newId(), newId(), newId()];
  await database.query("insert into contacts (workspace_id, id, name, created_at) values ($1, $2, 'Stranger', now())", [
    workspaceId,
    contactId,
  ]);
  await database.query(
    `insert into identities (workspace_id, id, contact_id, kind, external_id, created_at) values ($1, $2::uuid, $3, $4, $2::uuid::text, now())`,
    [workspaceId, identityId, contactId, guardedKind],
  );
  await database.query(
    `insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, last_activity_at, created_at)
     values ($1, $2::uuid, $3, $4, $5, $2::uuid::text, now(), now())`,
    [workspaceId, conversationId, channelId, contactId, identityId],
  );
  return conversationId;
}
