import { expect, test, vi } from "vitest";
import { Client, linkedClient, PATIENCE, setUp } from "./harness.ts";

test("a client is linked by scanning its code, restarts, and knows its name and its LID", async () => {
  const { whatsapp, shop } = await setUp();
  const client = new Client(whatsapp);
  await expect(shop.scan(await client.qr())).resolves.toEqual({ device: 1 });
  expect(await client.closed()).toBe(515);
  client.connect();
  await client.opened();
  await vi.waitFor(() => expect(client.creds.me?.name).toBe("Ortiz Shop"), PATIENCE);
  expect(client.creds.me?.id).toBe("34600111222:1@s.whatsapp.net");
  expect(client.creds.me?.lid).toBe(shop.lid.replace("@", ":1@"));
  expect(shop.devices()).toEqual([1]);
  expect(whatsapp.connections()).toMatchObject([{ number: shop.number, device: 1, stage: "open" }]);
});

test("the code that was on the screen before is stale, and so is one whose client has gone", async () => {
  const { whatsapp, shop } = await setUp({ qrMilliseconds: 120 });
  const client = new Client(whatsapp, { qrTimeout: 120 });
  const first = await client.qr();
  await vi.waitFor(() => expect(client.updates.filter(({ qr }) => qr)).toHaveLength(2), PATIENCE);
  await expect(shop.scan(first)).rejects.toThrow("stale");
  const second = await client.qr();
  client.socket.end(undefined);
  await vi.waitFor(() => expect(whatsapp.connections()).toHaveLength(0), PATIENCE);
  await expect(shop.scan(second)).rejects.toThrow("stale");
  await expect(shop.scan("https://example.com")).rejects.toThrow("not a code");
});

test("a client that closes instead of signing is not linked", async () => {
  const { whatsapp, shop } = await setUp();
  const client = new Client(whatsapp);
  const qr = await client.qr();
  client.socket.ws.removeAllListeners("CB:iq,,pair-success");
  client.socket.ws.on("CB:iq,,pair-success", () => client.socket.end(undefined));
  await expect(shop.scan(qr)).rejects.toThrow("closed the connection before it was linked");
  expect(shop.devices()).toEqual([]);
});

test("a client is linked by the code it shows, and by no other", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = new Client(whatsapp);
  await client.qr();
  const code = await client.socket.requestPairingCode(shop.number);
  await vi.waitFor(() => expect(shop.pairingAsked()).toContain("Chrome"), PATIENCE);
  expect(ana.pairingAsked()).toBeNull();
  await expect(shop.enterPairingCode("AAAA-AAAA")).rejects.toThrow("not the code");
  await expect(shop.enterPairingCode(code)).resolves.toEqual({ device: 1 });
  expect(await client.closed()).toBe(515);
  client.connect();
  await client.opened();
  expect(client.creds.me?.id).toBe("34600111222:1@s.whatsapp.net");
});

test("the history of the phone comes at linking, and older messages on demand", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const at = (day: number) => new Date(Date.UTC(2026, 0, day));
  const recent = [1, 2, 3, 4, 5].map((day) => ({ id: `DAY${day}`, fromMe: day % 2 === 0, text: "Vases", at: at(day) }));
  // Further back than what is given at linking.
  shop.rememberPast(ana, [{ id: "DAY0", fromMe: false, text: "Good day", at: at(-400) }, ...recent]);
  const parts: { ids: string[]; session: string | null | undefined }[] = [];
  const client = new Client(whatsapp);
  await shop.scan(await client.qr());
  await client.closed();
  const socket = client.connect();
  socket.ev.on("messaging-history.set", ({ messages, peerDataRequestSessionId }) =>
    parts.push({ ids: messages.map(({ key }) => key.id ?? ""), session: peerDataRequestSessionId }),
  );
  await client.opened();
  await vi.waitFor(() => expect(parts.flatMap(({ ids }) => ids)).toHaveLength(5), PATIENCE);
  expect(parts[0]?.ids).toEqual(["DAY5", "DAY4", "DAY3", "DAY2", "DAY1"]);
  const asked = await socket.fetchMessageHistory(10, { remoteJid: ana.lid, id: "DAY1", fromMe: false }, 0);
  await vi.waitFor(() => expect(parts).toContainEqual({ ids: ["DAY0"], session: asked }), PATIENCE);
});

test("two clients of one phone both get what comes, and see what the other writes", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const first = await linkedClient(whatsapp, shop);
  const second = await linkedClient(whatsapp, shop);
  expect(shop.devices()).toEqual([1, 2]);
  ana.write(shop, "Hello");
  await vi.waitFor(() => expect([first.texts(), second.texts()]).toEqual([["Hello"], ["Hello"]]), PATIENCE);
  const sent = await first.socket.sendMessage(ana.jid, { text: "Hello Ana" });
  await vi.waitFor(
    () => expect(second.messages.find(({ key }) => key.id === sent?.key.id)?.key.fromMe).toBe(true),
    PATIENCE,
  );
});
