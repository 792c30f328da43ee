import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { undoArchiveRun } from "#contract/archiving.ts";
import { type AuditAction, auditAction, exportAudit } from "#contract/audit.ts";
import * as channels from "#contract/channels.ts";
import * as directory from "#contract/directory.ts";
import type { Endpoint } from "#contract/endpoint.ts";
import { inviteMember } from "#contract/invitations.ts";
import { changeEmail, changePassword } from "#contract/members.ts";
import { giveQueue, undoQueueMove } from "#contract/queues.ts";
import { changeSendingGuards, liftOptOut } from "#contract/sending-guards.ts";
import { chooseOwnPassword, endOtherSessions, signIn } from "#contract/session.ts";
import { startViewing } from "#contract/sight.ts";
import * as teams from "#contract/teams.ts";
import { editWorkspace } from "#contract/workspaces.ts";
import { newId } from "#server/platform/identifier.ts";
import { guardedKind } from "#server/testing/add-channel.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { Given, TestClient } from "#server/testing/test-client.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

// Each declared act, done once by its own way in, leaves exactly one line that says who did it and from where. The acts follow on
// each other, as in the life of a workspace.

const password = "correct horse battery";
const newPassword = "another horse battery";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let database: Client;
let shop: Furnished;
let newcomer: TestClient;
const invited = { memberId: "", email: "nina@ortiz.example", password: "" };
let token: string;
const guardedId = newId();

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  shop = await furnishWorkspace(wokfow, telegram, "Alpha");
  newcomer = wokfow.client();
  await database.query(
    `insert into channels (workspace_id, id, kind, name, account_id, account, webhook_key, transport, status, status_since, created_at)
     values ($1, $2::uuid, $3, 'Shop', $2::uuid::text, '+49', $2::uuid::text, 'socket', 'PAUSED', now(), now())`,
    [shop.workspaceId, guardedId, guardedKind],
  );
  token = shop.canaries.find((canary) => /^\d+:/.test(canary)) ?? "";
});
afterAll(async () => {
  await database.end();
  await wokfow.stop();
  await telegram.close();
});

type Act = () => Promise<unknown>;

const byOwner =
  <const E extends Endpoint>(endpoint: E) =>
  (given: () => Given<E>): Act =>
  () =>
    shop.owner.ok(endpoint, given());
const channel = () => ({ channelId: shop.channelId });
const nina = () => ({ memberId: invited.memberId });
const colleague = () => ({ memberId: shop.colleagueId });
const team = () => ({ teamId: shop.teamId });
const handOver = { to: "unassigned" } as const;

const acts: readonly (readonly [AuditAction, Act])[] = [
  ["workspace.changed", byOwner(editWorkspace)(() => ({ body: { visibility: "teams" } }))],
  [
    "member.invited",
    async () => {
      const body = { displayName: "Nina", email: invited.email, role: "user" as const };
      const { member, password: made } = await shop.owner.ok(inviteMember, { body });
      Object.assign(invited, { memberId: member.id, password: made ?? "" });
    },
  ],
  ["member.joined", () => newcomer.ok(signIn, { body: { email: invited.email, password: invited.password } })],
  ["password.changed", () => newcomer.ok(chooseOwnPassword, { body: { newPassword } })],
  ["session.started", () => wokfow.client().ok(signIn, { body: { email: invited.email, password: newPassword } })],
  ["session.ended", () => newcomer.ok(endOtherSessions)],
  [
    "email.changed",
    () => newcomer.ok(changeEmail, { body: { email: "nina.b@ortiz.example", currentPassword: newPassword } }),
  ],
  [
    "password.changed",
    () => newcomer.ok(changePassword, { body: { currentPassword: newPassword, newPassword: password } }),
  ],
  ["member.renamed", byOwner(directory.renameMember)(() => ({ params: nina(), body: { displayName: "Nina B." } }))],
  ["member.role_changed", byOwner(directory.changeRole)(() => ({ params: nina(), body: { role: "manager" } }))],
  ["password.reset", byOwner(directory.resetPassword)(() => ({ params: nina(), body: {} }))],
  ["member.viewed_as", byOwner(startViewing)(() => ({ params: colleague() }))],
  ["session.ended", byOwner(directory.endMemberSessions)(() => ({ params: colleague() }))],
  ["member.deactivated", byOwner(directory.deactivateMember)(() => ({ params: colleague(), body: { handOver } }))],
  ["member.reactivated", byOwner(directory.reactivateMember)(() => ({ params: colleague(), body: {} }))],
  ["team.created", byOwner(teams.createTeam)(() => ({ body: { name: "Sales" } }))],
  ["team.changed", byOwner(teams.editTeam)(() => ({ params: team(), body: { purpose: "support" } }))],
  ["team.member_added", byOwner(teams.addTeamMember)(() => ({ params: { ...team(), ...nina() } }))],
  ["team.member_removed", byOwner(teams.removeTeamMember)(() => ({ params: { ...team(), ...nina() } }))],
  ["member.removed", byOwner(directory.removeMember)(() => ({ params: nina(), body: { handOver } }))],
  ["queue.move_undone", byOwner(undoQueueMove)(() => ({ params: { moveId: shop.moveId } }))],
  ["queue.moved", byOwner(giveQueue)(() => ({ params: channel(), body: { ...team(), moveOpen: true } }))],
  ["queue.given", byOwner(giveQueue)(() => ({ params: channel(), body: { teamId: null } }))],
  ["team.deleted", byOwner(teams.deleteTeam)(() => ({ params: team() }))],
  [
    "channel.guards_changed",
    byOwner(changeSendingGuards)(() => ({ params: { channelId: guardedId }, body: { mode: "stopped" } })),
  ],
  [
    "conversation.opt_out_lifted",
    async () => {
      await database.query("update conversations set opted_out_at = now() where id = $1", [shop.conversationId]);
      const params = { conversationId: shop.conversationId };
      await shop.owner.ok(liftOptOut, { params, body: { reason: "Agreed on the phone" } });
    },
  ],
  ["channel.renamed", byOwner(channels.renameChannel)(() => ({ params: channel(), body: { name: "Shop bot" } }))],
  ["channel.paused", byOwner(channels.pauseChannel)(() => ({ params: channel() }))],
  ["channel.resumed", byOwner(channels.resumeChannel)(() => ({ params: channel() }))],
  [
    "channel.reconnected",
    byOwner(channels.reconnectChannel)(() => ({ params: channel(), body: { credentials: { token } } })),
  ],
  ["channel.removed", byOwner(channels.removeChannel)(() => ({ params: channel() }))],
  [
    "channel.connected",
    byOwner(channels.connectChannel)(() => ({ body: { kind: "telegram", credentials: { token } } })),
  ],
  ["archive.undone", byOwner(undoArchiveRun)(() => ({ params: { runId: shop.runId } }))],
  ["audit.exported", () => shop.owner.fetch(`/api/v1${exportAudit.path}`).then((response) => response.text())],
  ["workspace.created", () => wokfow.client().signUp("Another Company")],
];

/** What an act may bring with it: whoever joins has signed in, and whoever is shut out is signed out. */
const consequences: readonly AuditAction[] = ["session.started", "session.ended", "queue.given"];

it.each(acts)("%s leaves exactly one line", async (action, act) => {
  const { rows: before } = await database.query<{ id: string }>("select id from audit_entries");
  await act();
  const known = before.map(({ id }) => id);
  const { rows } = await database.query("select * from audit_entries where not id = any($1::uuid[])", [known]);
  const lines = rows.filter((row) => row.action === action);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatchObject({
    actor_id: expect.any(String),
    actor_name: expect.any(String),
    address: "127.0.0.1",
  });
  expect(rows.filter((row) => row.action !== action && !consequences.includes(row.action))).toEqual([]);
  const written = JSON.stringify(rows);
  expect(
    [password, newPassword, invited.password, token].filter((secret) => secret && written.includes(secret)),
  ).toEqual([]);
});

it("is asked of every act that is declared", () => {
  const done = new Set(acts.map(([action]) => action));
  expect(auditAction.options.filter((action) => !done.has(action))).toEqual([]);
});
