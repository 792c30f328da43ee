import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { callLoosely, endpointsForPeople, validCall } from "#server/testing/endpoint-calls.ts";
import { type Furnished, furnishWorkspace } from "#server/testing/furnish-workspace.ts";
import { sessionAs } from "#server/testing/session-as.ts";
import { startWokfow, type TestWokfow } from "#server/testing/start-wokfow.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { startTelegram, type TelegramSimulator } from "#simulators/telegram/start-telegram.ts";

let telegram: TelegramSimulator;
let wokfow: TestWokfow;
let mine: Furnished;
let owner: TestClient;

beforeAll(async () => {
  telegram = await startTelegram();
  wokfow = await startWokfow(inject("testServer"), { env: { TELEGRAM_API_ROOT: telegram.url } });
  mine = await furnishWorkspace(wokfow, telegram, "Alpha");
  owner = await sessionAs(wokfow, mine, "owner", { temporary: true });
});
afterAll(async () => {
  await wokfow.stop();
  await telegram.close();
});

describe("a password that somebody else made", () => {
  const open = new Set(["signOut", "chooseOwnPassword"]);
  const forMembers = endpointsForPeople.filter(
    ({ name, endpoint }) => endpoint.access.kind !== "public" && !open.has(name),
  );

  it.each(forMembers)("does not open $name, even for an Owner", async (named) => {
    const { status, problem } = await callLoosely(owner, named, validCall(named, mine));
    expect([status, problem?.code]).toEqual([403, "password_choice_required"]);
  });

  it("opens the choice of an own one and the way out, and nothing else", () => {
    const marked = endpointsForPeople.filter(({ endpoint }) => endpoint.beforeOwnPassword).map(({ name }) => name);
    expect(new Set(marked)).toEqual(open);
  });
});
