import { expect, test, vi } from "vitest";
import { linkedClient, PATIENCE, setUp } from "./harness.ts";

test("a customer's text reaches the client, by LID and by number, and the client's receipt reaches the customer", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const first = ana.write(shop, "Good morning");
  // Baileys may swap the first two messages of somebody it does not know yet, when they come at once.
  await vi.waitFor(() => expect(client.texts()).toEqual(["Good morning"]), PATIENCE);
  const second = ana.write(shop, "Are you open?", { as: "pn" });
  await vi.waitFor(() => expect(client.texts()).toEqual(["Good morning", "Are you open?"]), PATIENCE);
  const [byLid, byNumber] = client.messages.filter(({ key }) => !key.fromMe);
  expect(byLid?.key).toMatchObject({ remoteJid: ana.lid, remoteJidAlt: ana.jid, id: first });
  expect(byNumber?.key).toMatchObject({ remoteJid: ana.jid, remoteJidAlt: ana.lid, id: second });
  expect(byLid?.pushName).toBe("Ana Ruiz");
  await vi.waitFor(
    () => expect(ana.thread(shop).map(({ ticks }) => ticks)).toEqual(["delivered", "delivered"]),
    PATIENCE,
  );
  expect(shop.thread(ana).map(({ text }) => text)).toEqual(["Good morning", "Are you open?"]);
});

test("the client's text reaches the customer and the own phone; ticks come back", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const sent = await client.socket.sendMessage(ana.jid, { text: "We are open" });
  const id = sent?.key.id ?? "";
  await vi.waitFor(
    () => expect(ana.thread(shop)).toMatchObject([{ id, text: "We are open", fromMe: false }]),
    PATIENCE,
  );
  await vi.waitFor(() => expect(client.statuses.get(id)).toBe(3), PATIENCE);
  expect(shop.thread(ana)).toMatchObject([{ id, fromMe: true, ticks: "delivered" }]);
  ana.readAll(shop);
  await vi.waitFor(() => expect(client.statuses.get(id)).toBe(4), PATIENCE);
  expect(shop.thread(ana)).toMatchObject([{ ticks: "read" }]);
  const answer = await client.socket.sendMessage(ana.lid, { text: "Until eight" });
  await vi.waitFor(() => expect(client.statuses.get(answer?.key.id ?? "")).toBe(3), PATIENCE);
});
