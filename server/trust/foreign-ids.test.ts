import { Client } from "pg";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { z } from "zod";
import { writeNote } from "#contract/notes.ts";
import { startViewing } from "#contract/sight.ts";
import { addTeamMember } from "#contract/teams.ts";
import { newId } from "#server/platform/identifier.ts";
import {
  callLoosely,
  endpointsForPeople,
  type LooseCall,
  type Named,
  validCall,
} from "#server/testing/endpoint-calls.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let mine: Furnished;
let theirs: Furnished;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  mine = await furnishWorkspace(wokfow, telegram, "Alpha");
  theirs = await furnishWorkspace(wokfow, telegram, "Omega");
  await theirs.owner.ok(addTeamMember, { params: { teamId: theirs.teamId, memberId: theirs.colleagueId } });
  await mine.owner.ok(startViewing, { params: { memberId: mine.colleagueId } });
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

/** Identifiers of another workspace, or random ones. */
type Ids = Readonly<
  Record<"workspaceId" | "memberId" | "conversationId" | "channelId" | "teamId" | "fileId" | "messageId", string>
>;

const note = (memberId: string) => ({
  idempotencyKey: newId(),
  text: "@A look",
  mentions: [{ memberId, offset: 0, length: 2 }],
});
const own = () => ({ to: { memberId: mine.memberId }, expectedTeamId: mine.teamId, expectedAssigneeId: null });
const ofColleague = () => ({ memberId: mine.colleagueId });

/** Every place outside of addresses in which a request names something by its identifier, with a request that does so. */
const places: Readonly<Record<string, (ids: Ids) => LooseCall>> = {
  "listAudit query.memberId": ({ memberId }) => ({ query: { memberId } }),
  "exportAudit query.memberId": ({ memberId }) => ({ query: { memberId } }),
  "countConversations query.channelId": ({ channelId }) => ({ query: { channelId } }),
  "listConversations query.channelId": ({ channelId }) => ({ query: { channelId } }),
  "listConversations query.teamId": ({ teamId }) => ({ query: { queue: "team", teamId } }),
  "listAsMember query.channelId": ({ channelId }) => ({ params: ofColleague(), query: { channelId } }),
  "listAsMember query.teamId": ({ teamId }) => ({ params: ofColleague(), query: { queue: "team", teamId } }),
  "listDirectory query.teamId": ({ teamId }) => ({ query: { teamId } }),
  "previewQueueMove query.teamId": ({ teamId }) => ({ query: { teamId } }),
  "explainSight query.conversationId": ({ conversationId }) => ({ query: { conversationId } }),
  "assignConversation body.memberId": ({ memberId }) => ({ body: { memberId, expectedAssigneeId: null } }),
  "assignConversation body.expectedAssigneeId": ({ memberId: expectedAssigneeId }) => ({
    body: { memberId: mine.memberId, expectedAssigneeId },
  }),
  "linkChannel body.channelId": ({ channelId }) => ({ body: { kind: "whatsapp", channelId } }),
  "beginLogin body.channelId": ({ channelId }) => ({ body: { kind: "messenger", channelId } }),
  "beginConversation body.channelId": ({ channelId }) => ({ body: { channelId, phoneNumber: "+49 1512 3456789" } }),
  "deactivateMember body.handOver.memberId": ({ memberId }) => ({
    params: ofColleague(),
    body: { handOver: { to: "member", memberId } },
  }),
  "deactivateMember body.handOver.teamId": ({ teamId }) => ({
    params: ofColleague(),
    body: { handOver: { to: "team", teamId } },
  }),
  "removeMember body.handOver.memberId": ({ memberId }) => ({
    params: ofColleague(),
    body: { handOver: { to: "member", memberId } },
  }),
  "removeMember body.handOver.teamId": ({ teamId }) => ({
    params: ofColleague(),
    body: { handOver: { to: "team", teamId } },
  }),
  "sendMessage body.fileId": ({ fileId }) => ({ body: { idempotencyKey: newId(), text: "Look", fileId } }),
  "sendMessage body.replyToMessageId": ({ messageId: replyToMessageId }) => ({
    body: { idempotencyKey: newId(), text: "Look", replyToMessageId },
  }),
  "writeNote body.mentions[].memberId": ({ memberId }) => ({ body: note(memberId) }),
  "markNotificationsSeen body.conversationId": ({ conversationId }) => ({ body: { conversationId } }),
  "giveQueue body.teamId": ({ teamId }) => ({ body: { teamId } }),
  "switchWorkspace body.workspaceId": ({ workspaceId }) => ({ body: { workspaceId } }),
  "transferConversation body.to.teamId": ({ teamId }) => ({ body: { ...own(), to: { teamId } } }),
  "transferConversation body.to.memberId": ({ memberId }) => ({ body: { ...own(), to: { memberId } } }),
  "transferConversation body.expectedTeamId": ({ teamId }) => ({ body: { ...own(), expectedTeamId: teamId } }),
  "transferConversation body.expectedAssigneeId": ({ memberId }) => ({
    body: { ...own(), expectedAssigneeId: memberId },
  }),
  "transferConversation body.note.mentions[].memberId": ({ memberId }) => ({
    body: { ...own(), note: note(memberId) },
  }),
  "editTeam body.leadId": ({ memberId: leadId }) => ({ body: { leadId } }),
};

it("each place of the contract that takes an identifier is asked here", () => {
  const inContract = endpointsForPeople.flatMap(({ name, endpoint: { query, body } }) =>
    [...placesOf(query, "query"), ...placesOf(body, "body")].map((place) => `${name} ${place}`),
  );
  expect(Object.keys(places).toSorted()).toEqual([...new Set(inContract)].toSorted());
});

it("the audit log as a file holds nothing of another workspace's member", async () => {
  const me = await sessionAs(wokfow, mine, "owner");
  const exported = async (memberId: string) => (await me.fetch(`/api/v1/audit/export?memberId=${memberId}`)).text();
  expect(await exported(theirs.memberId)).toBe(await exported(newId()));
  expect(await exported(mine.memberId)).toContain("Alpha Company");
});

it.each(Object.entries(places))("%s: another workspace's is answered as a random one", async (place, callWith) => {
  const named = namedOf(place);
  const me = await sessionAs(wokfow, mine, "owner");
  const ask = async (ids: Ids) => {
    const { status, body } = await callLoosely(me, named, { ...validCall(named, mine), ...callWith(ids) });
    return { status, body };
  };
  const foreign = await ask(theirs);
  expect(foreign).toEqual(await ask(randomIds()));
  expect(telling(foreign.body)).toEqual([]);
  if (named.endpoint.method !== "GET") expect(foreign.status).toBeGreaterThanOrEqual(400);
});

const paged = endpointsForPeople.filter(({ endpoint }) => placeOf(endpoint) !== null);

it.each(paged)("$name shows nothing of another workspace at the place where its list went on", async (named) => {
  await makeLong();
  const place = placeOf(named.endpoint) ?? "";
  const { body: page } = await callLoosely(theirs.owner, named, shortPage(named, theirs));
  const next = z.record(z.string(), z.unknown()).parse(page)[place === "cursor" ? "next" : place];
  // A list that is this short shows that nothing can be carried over.
  if (typeof next !== "string") return expect(["previewArchive"]).toContain(named.name);
  const me = await sessionAs(wokfow, mine, "owner");
  const call = shortPage(named, mine);
  const { status, body } = await callLoosely(me, named, { ...call, query: { ...call.query, [place]: next } });
  expect([200, 400]).toContain(status);
  expect(telling(body)).toEqual([]);
});

function shortPage(named: Named, ids: Furnished): LooseCall {
  const call = validCall(named, ids);
  const needsViewing = named.name === "listAsMember" && { params: { memberId: ids.colleagueId } };
  return { ...call, ...needsViewing, query: { ...call.query, limit: 1 } };
}

let isLong = false;

/** Lets there be two of everything that is listed in pages. */
async function makeLong(): Promise<void> {
  if (isLong) return;
  isLong = true;
  const { conversationId, memberId } = theirs;
  for (let count = 0; count < 2; count += 1)
    await theirs.colleague.ok(writeNote, { params: { conversationId }, body: note(memberId) });
  await theirs.owner.ok(startViewing, { params: { memberId: theirs.colleagueId } });
  const database = new Client({ connectionString: wokfow.database.ownerUrl });
  await database.connect();
  await database.query(
    "insert into archive_runs (workspace_id, id, ran_at, inactive_days) values ($1, gen_random_uuid(), now() + interval '1 minute', 30)",
    [theirs.workspaceId],
  );
  await database.query(
    `insert into outages (workspace_id, id, channel_id, started_at, ended_at, alerted_at)
     select $1, gen_random_uuid(), $2, now(), now(), now() - n * interval '1 minute' from generate_series(1, 2) as n`,
    [theirs.workspaceId, theirs.channelId],
  );
  await database.query(
    `with c as (select * from conversations where id = $1),
          identity as (insert into identities (workspace_id, id, contact_id, kind, external_id, created_at)
                       select workspace_id, gen_random_uuid(), contact_id, 'telegram', 'second', now() from c returning id)
     insert into conversations (workspace_id, id, channel_id, contact_id, identity_id, external_id, last_activity_at, created_at, team_id)
     select c.workspace_id, gen_random_uuid(), c.channel_id, c.contact_id, identity.id, 'second', now(), now(), c.team_id
       from c, identity`,
    [conversationId],
  );
  await database.end();
}

/** What of the other workspace an answer tells. */
function telling(answer: unknown): string[] {
  const text = JSON.stringify(answer) ?? "";
  const { memberId, colleagueId, conversationId, contactId, messageId, teamId, channelId, runId } = theirs;
  const ids = [memberId, colleagueId, conversationId, contactId, messageId, teamId, channelId, runId];
  return [...theirs.canaries, ...ids].filter((word) => text.includes(word));
}

function randomIds(): Ids {
  const [workspaceId, memberId, conversationId] = [newId(), newId(), newId()];
  return {
    workspaceId,
    memberId,
    conversationId,
    channelId: newId(),
    teamId: newId(),
    fileId: newId(),
    messageId: newId(),
  };
}

function namedOf(place: string): Named {
  const found = endpointsForPeople.find(({ name }) => name === place.split(" ")[0]);
  if (!found) throw new Error(`The contract has no endpoint for ${place}.`);
  return found;
}

/** The name under which a list is told where to go on, null for what is no list. */
function placeOf({ query }: Named["endpoint"]): string | null {
  return ["cursor", "before"].find((name) => query && name in query.shape) ?? null;
}

type Schema = z.core.JSONSchema.BaseSchema | boolean;

function placesOf(shape: z.ZodType | undefined, at: string): string[] {
  return shape ? identifiersIn(z.toJSONSchema(shape, { io: "input", unrepresentable: "any" }), at) : [];
}

function identifiersIn(schema: Schema | undefined, at: string): string[] {
  if (typeof schema !== "object") return [];
  const { format, anyOf = [], oneOf = [], properties = {}, items } = schema;
  return [
    ...(format === "uuid" ? [at] : []),
    ...[...anyOf, ...oneOf].flatMap((choice) => identifiersIn(choice, at)),
    ...Object.entries(properties).flatMap(([name, part]) => identifiersIn(part, `${at}.${name}`)),
    ...(Array.isArray(items) ? [] : identifiersIn(items, `${at}[]`)),
  ];
}
