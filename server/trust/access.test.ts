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

  it.each(endpointsForPeople)("$name refuses those whose membership is over", async (named) => {
    const call = foreignIds(validCall(named, mine));
    for (const status of ["deactivated", "removed"] as const) {
      const client = await sessionAs(wokfow, mine, "owner", { status });
      const answered = (await callLoosely(client, named, call)).status;
      if (named.endpoint.access.kind === "public") expect(answered).not.toBe(403);
      else expect({ status, answered }).toEqual({ status, answered: 401 });
    }
  });

  it.each(endpointsForPeople)("$name waits for the own password of those who have a temporary one", async (named) => {
    const { access, beforeOwnPassword = false } = named.endpoint;
    const client = await sessionAs(wokfow, mine, "owner", { temporary: true });
    const { status, problem } = await callLoosely(client, named, foreignIds(validCall(named, mine)));
    const refused = status === 403 && problem.code === "password_choice_required";
    expect(refused).toBe(access.kind !== "public" && !beforeOwnPassword);
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

  it.each(withIds)("$name answers them in its address as it answers random ones", async (named) => {
    const me = await sessionAs(wokfow, mine, "owner");
    const own = validCall(named, mine);
    const foreignParams = validCall(named, theirs).params ?? {};
    for (const name of Object.keys(own.params ?? {})) {
      const foreign = await callLoosely(me, named, withParam(own, name, foreignParams[name]));
      const random = await callLoosely(me, named, withParam(own, name, newId()));
      expect({ name, status: foreign.status, problem: foreign.problem }).toEqual({
        name,
        status: 404,
        problem: random.problem,
      });
      expect(random.status).toBe(404);
    }
  });

  it("never brings a word of theirs into any answer of mine", async () => {
    const me = await sessionAs(wokfow, mine, "owner");
    const reading = endpointsForPeople.filter(({ endpoint }) => endpoint.method === "GET" && !endpoint.stream);
    // Nothing of a request but its session says whose workspace it is about.
    const headers = { "x-workspace-id": theirs.workspaceId, "last-event-id": theirs.messageId };
    for (const named of reading) {
      const { body, problem } = await callLoosely(me, named, validCall(named, mine), headers);
      const text = JSON.stringify(body ?? problem);
      expect(theirs.canaries.filter((canary) => text.includes(canary))).toEqual([]);
    }
  });
});

function foreignIds(call: LooseCall): LooseCall {
  return { ...call, params: Object.fromEntries(Object.keys(call.params ?? {}).map((name) => [name, newId()])) };
}

function withParam(call: LooseCall, name: string, value = ""): LooseCall {
  return { ...call, params: { ...call.params, [name]: value } };
}
