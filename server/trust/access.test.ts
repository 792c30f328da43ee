import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { holds, roles } from "#contract/rights.ts";
import { newId } from "#server/platform/identifier.ts";
import { callLoosely, endpointsForPeople, type LooseCall, validCall } from "#server/testing/endpoint-calls.ts";
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
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

describe("who may call what", () => {
  it.each(endpointsForPeople)("$name refuses strangers and ended sessions unless it is public", async (named) => {
    const call = validCall(named, mine);
    const strangers = [wokfow.client(), await sessionAs(wokfow, mine, "owner", { ended: true })];
    for (const stranger of strangers) {
      const { status } = await callLoosely(stranger, named, call);
      if (named.endpoint.access.kind === "public") expect(status).not.toBe(403);
      else expect(status).toBe(401);
    }
  });

  it.each(endpointsForPeople)("$name answers each role as the table of rights says", async (named) => {
    const { access } = named.endpoint;
    for (const role of roles) {
      const client = await sessionAs(wokfow, mine, role);
      const { status, problem } = await callLoosely(client, named, foreignIds(validCall(named, mine)));
      const refused = status === 403 && problem.code === "missing_right";
      expect({ role, refused }).toEqual({ role, refused: access.kind === "right" && !holds(role, access.right) });
      if (access.kind !== "public") expect(status).not.toBe(401);
    }
  });
});

describe("another workspace's identifiers", () => {
  const withIds = endpointsForPeople.filter(({ endpoint }) => endpoint.params);

  it.each(withIds)("$name answers them as it answers random ones", async (named) => {
    const me = await sessionAs(wokfow, mine, "owner");
    const own = validCall(named, mine);
    const foreign = await callLoosely(me, named, { ...own, params: validCall(named, theirs).params ?? {} });
    const random = await callLoosely(me, named, foreignIds(own));
    expect({ status: foreign.status, problem: foreign.problem }).toEqual({ status: 404, problem: random.problem });
    expect(random.status).toBe(404);
  });

  it("leads nowhere in queries and bodies either", async () => {
    const me = await sessionAs(wokfow, mine, "owner");
    const listed = await me.fetch(`/api/v1/conversations?channelId=${theirs.channelId}`);
    expect(await listed.json()).toEqual({ items: [], next: null });
    const assign = { memberId: theirs.memberId, expectedAssigneeId: null };
    const assigned = await write(me, "PUT", `/conversations/${mine.conversationId}/assignment`, assign);
    const assignedRandom = await write(me, "PUT", `/conversations/${mine.conversationId}/assignment`, {
      ...assign,
      memberId: newId(),
    });
    expect([assigned.status, assigned.body]).toEqual([assignedRandom.status, assignedRandom.body]);
    for (const field of ["fileId", "replyToMessageId"] as const) {
      const id = field === "fileId" ? theirs.fileId : theirs.messageId;
      const sent = await write(me, "POST", `/conversations/${mine.conversationId}/messages`, draft({ [field]: id }));
      const random = await write(
        me,
        "POST",
        `/conversations/${mine.conversationId}/messages`,
        draft({ [field]: newId() }),
      );
      expect([sent.status, sent.body]).toEqual([random.status, random.body]);
      expect(sent.status).toBeGreaterThanOrEqual(400);
    }
  });

  it("never brings a word of theirs into any answer of mine", async () => {
    const me = await sessionAs(wokfow, mine, "owner");
    const reading = endpointsForPeople.filter(({ endpoint }) => endpoint.method === "GET" && !endpoint.stream);
    for (const named of reading) {
      const { body, problem } = await callLoosely(me, named, validCall(named, mine));
      const text = JSON.stringify(body ?? problem);
      expect(theirs.canaries.filter((canary) => text.includes(canary))).toEqual([]);
    }
  });
});

function foreignIds(call: LooseCall): LooseCall {
  return { ...call, params: Object.fromEntries(Object.keys(call.params ?? {}).map((name) => [name, newId()])) };
}

function draft(extra: object): object {
  return { idempotencyKey: newId(), text: "An answer", ...extra };
}

async function write(client: Awaited<ReturnType<typeof sessionAs>>, method: string, path: string, body: object) {
  const headers = { "content-type": "application/json" };
  const response = await client.fetch(`/api/v1${path}`, { method, headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.json() };
}
