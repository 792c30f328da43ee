import { Curve } from "baileys";
import { verifySignature } from "libsignal/src/curve.js";
import { expect, onTestFinished, test, vi } from "vitest";
import type { CloseCode } from "./faults.ts";
import { Client, linkedClient, PATIENCE, setUp } from "./harness.ts";

test("every way the server ends a connection is read as its code", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const codes: CloseCode[] = [515, 500, 503, 408, 411, 428, 440, 403];
  for (const code of codes) {
    expect(whatsapp.faults.close(code, shop.number)).toBe(1);
    expect(await client.closed()).toBe(code);
    client.connect();
    await client.opened();
  }
  whatsapp.faults.drop();
  expect(await client.closed()).toBe(428);
});

test("a second connection of the same client replaces the first", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const { updates } = client;
  client.connect();
  await client.opened();
  expect(updates.at(-1)?.lastDisconnect?.error).toMatchObject({ output: { statusCode: 440 } });
  expect(whatsapp.connections()).toHaveLength(1);
});

test("a client that is logged out from the phone is sent away now, and at every login", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  shop.logOut();
  expect(await client.closed()).toBe(401);
  expect(shop.devices()).toEqual([]);
  client.connect();
  expect(await client.closed()).toBe(401);
});

test("a client can log itself out", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  await client.socket.logout();
  await vi.waitFor(() => expect(shop.devices()).toEqual([]), PATIENCE);
});

test("a banned number is refused with 403", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  shop.ban();
  expect(await client.closed()).toBe(403);
  client.connect();
  expect(await client.closed()).toBe(403);
  expect(() => shop.write(ana, "Hello")).toThrow("banned");
});

test("a login can be refused on command, and an upgrade with 503, of which Baileys says nothing", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  whatsapp.faults.add({ kind: "refuse login", code: 503, times: 1 });
  whatsapp.faults.drop();
  await client.closed();
  client.connect();
  expect(await client.closed()).toBe(503);
  whatsapp.faults.add({ kind: "refuse upgrade", status: 503, times: 1 });
  const socket = client.connect();
  const status = await new Promise((resolve) =>
    socket.ws.on("unexpected-response", (_request: unknown, response: { statusCode: number }) =>
      resolve(response.statusCode),
    ),
  );
  expect(status).toBe(503);
  expect(client.updates.some(({ connection }) => connection === "close")).toBe(false);
});

test("the certificates of another root are told apart by a client that looks", async () => {
  const { whatsapp } = await setUp();
  const { verify } = Curve;
  Curve.verify = (key, message, signature) =>
    verifySignature(key.length === 32 ? Buffer.concat([Buffer.from([5]), key]) : key, message, signature);
  onTestFinished(() => {
    Curve.verify = verify;
  });
  const honest = new Client(whatsapp);
  await honest.qr();
  whatsapp.faults.add({ kind: "other root", times: 1 });
  const deceived = new Client(whatsapp);
  await deceived.closed();
  expect(deceived.updates.at(-1)?.lastDisconnect?.error?.message).toContain("certificate signature invalid");
});

test("a server that is silent at the handshake, or on an open line, says nothing at all", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const lift = whatsapp.faults.add({ kind: "silent", stage: "open" });
  ana.write(shop, "Is anybody there?");
  await expect(
    client.socket.query({ tag: "iq", attrs: { to: "@s.whatsapp.net", type: "get", xmlns: "w:p" } }, 50),
  ).rejects.toThrow();
  lift();
  whatsapp.faults.drop();
  await client.closed();
  client.connect();
  await client.opened();
  await vi.waitFor(() => expect(client.texts()).toEqual(["Is anybody there?"]), PATIENCE);
  whatsapp.faults.add({ kind: "silent", stage: "handshake", times: 1 });
  const waiting = new Client(whatsapp, { connectTimeoutMs: 200 });
  expect(await waiting.closed()).toBe(408);
});
