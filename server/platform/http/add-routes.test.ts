import { expect, it } from "vitest";
import { endpoint } from "#contract/endpoint.ts";
import { endpoints } from "#contract/endpoints.ts";
import { readSession } from "#contract/session.ts";
import { localEventBus } from "#server/platform/events/event-bus.ts";
import { createHttp } from "#server/platform/http/create-http.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import { createLog } from "#server/platform/log/log.ts";

const whole: readonly Route[] = [...endpoints.values()].map((declared) => ({
  endpoint: declared,
  handle: () => Promise.resolve({}),
}));

it("a server starts with every endpoint of the contract once", async () => {
  const http = await start(whole);
  await http.close();
});

it("a route that is not declared cannot start", async () => {
  const undeclared = endpoint({
    method: "GET",
    path: "/secrets",
    summary: "?",
    access: { kind: "public" },
    status: 200,
  });
  const starting = start([...whole, serve(undeclared, () => Promise.resolve(undefined))]);
  await expect(starting).rejects.toThrow("GET /secrets is not in the contract");
});

it("a copy of a declaration, with an access of its own, cannot start", async () => {
  const copied = { ...readSession, access: { kind: "signed-in" as const } };
  const rest = whole.filter((route) => route.endpoint !== readSession);
  await expect(start([...rest, { endpoint: copied, handle: () => Promise.resolve({}) }])).rejects.toThrow(
    /readSession has 0 handlers.*GET \/session is not in the contract/,
  );
});

it("an endpoint without a handler, or with two, cannot start", async () => {
  await expect(start(whole.slice(1))).rejects.toThrow(`${nameOf(0)} has 0 handlers`);
  await expect(start([...whole, ...whole.slice(0, 1)])).rejects.toThrow(`${nameOf(0)} has 2 handlers`);
});

function nameOf(index: number): string {
  return [...endpoints.keys()][index] ?? "";
}

function start(routes: readonly Route[]) {
  return createHttp({
    routes,
    log: createLog("silent"),
    events: localEventBus(),
    publicUrl: null,
    authenticate: () => Promise.resolve(null),
    contextOf: () => {
      throw new Error("Nobody asks anything here.");
    },
  });
}
