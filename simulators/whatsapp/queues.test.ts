import { type BinaryNode, proto } from "baileys";
import { expect, test, vi } from "vitest";
import { linkedClient, PATIENCE, setUp } from "./harness.ts";

test("what comes while a client is away waits in order, and is gone when it was confirmed", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  ana.write(shop, "first");
  const confirmed = () => ana.thread(shop).every(({ confirmedBy }) => confirmedBy.has(1));
  await vi.waitFor(() => expect(confirmed()).toBe(true), PATIENCE);
  whatsapp.faults.drop();
  await client.closed();
  const texts = Array.from({ length: 120 }, (_, index) => `waiting ${index}`);
  for (const text of texts) ana.write(shop, text);
  client.connect();
  await client.opened();
  await vi.waitFor(() => expect(client.texts()).toEqual(["first", ...texts]), PATIENCE);
  await vi.waitFor(() => expect(confirmed()).toBe(true), PATIENCE);
  whatsapp.faults.drop();
  await client.closed();
  client.connect();
  await client.opened();
  expect(client.texts()).toHaveLength(121);
});

test("a queue that is held back stays away until it is released", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const release = whatsapp.faults.add({ kind: "hold queue", number: shop.number });
  whatsapp.faults.drop();
  await client.closed();
  ana.write(shop, "Hello");
  client.connect();
  await vi.waitFor(() => expect(client.updates.some(({ connection }) => connection === "open")).toBe(true), PATIENCE);
  expect(client.texts()).toEqual([]);
  release();
  await client.opened();
  await vi.waitFor(() => expect(client.texts()).toEqual(["Hello"]), PATIENCE);
});

test("what nobody can decrypt heals when the client asks for it", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const first = ana.sendUndecryptable(shop, "I bring the vase");
  await vi.waitFor(() => expect(client.texts()).toEqual(["I bring the vase"]), PATIENCE);
  const second = ana.sendUndecryptable(shop, "at five");
  await vi.waitFor(() => expect(client.texts()).toEqual(["I bring the vase", "at five"]), PATIENCE);
  const ids = client.messages.filter(({ key }) => !key.fromMe).map(({ key }) => key.id);
  expect(ids).toEqual([first, first, second, second]);
  await vi.waitFor(() => expect(ana.thread(shop).every(({ confirmedBy }) => confirmedBy.has(1))).toBe(true), PATIENCE);
  expect(whatsapp.stanzas.filter(({ tag, attrs }) => tag === "receipt" && attrs.type === "retry")).toHaveLength(2);
});

test("what would be sent again is held back, and comes when that is lifted, also for a client that is away", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const answers: string[] = [];
  const hear = () =>
    client.socket.ws.on("CB:message", ({ attrs }: BinaryNode) => attrs.category === "peer" && answers.push("answer"));
  hear();
  const lift = whatsapp.faults.add({ kind: "hold resends", number: shop.number });
  const id = ana.sendUndecryptable(shop, "I bring the vase");
  await vi.waitFor(() => expect(ana.thread(shop)).toMatchObject([{ refusals: ["500"] }]), PATIENCE);
  const messageKey = { id, remoteJid: ana.lid, fromMe: false };
  const peerDataOperationRequestType = proto.Message.PeerDataOperationRequestType.PLACEHOLDER_MESSAGE_RESEND;
  const placeholderMessageResendRequest = [{ messageKey }];
  await client.socket.sendPeerDataOperationMessage({ peerDataOperationRequestType, placeholderMessageResendRequest });
  ana.write(shop, "at five");
  await vi.waitFor(() => expect(client.texts()).toEqual(["at five"]), PATIENCE);
  expect(answers).toEqual([]);
  whatsapp.faults.drop();
  await client.closed();
  lift();
  client.connect();
  hear();
  await vi.waitFor(() => expect(client.texts()).toContain("I bring the vase"), PATIENCE);
  await vi.waitFor(() => expect(answers).toEqual(["answer"]), PATIENCE);
});

test("a client that has lost its sessions gets the message after it has sent new keys", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  ana.write(shop, "Hello");
  await vi.waitFor(() => expect(client.texts()).toEqual(["Hello"]), PATIENCE);
  await client.socket.sendMessage(ana.lid, { text: "Hello Ana" });
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(2), PATIENCE);
  const address = client.socket.signalRepository.jidToSignalProtocolAddress(ana.lid);
  await client.keys.set({ session: { [address]: null } });
  ana.write(shop, "Are you there?");
  await vi.waitFor(() => expect(client.texts()).toEqual(["Hello", "Are you there?"]), PATIENCE);
});

test("a duplicate comes with the same bytes, or encrypted once more", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  ana.write(shop, "first");
  await client.socket.sendMessage(ana.lid, { text: "second" });
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(2), PATIENCE);
  whatsapp.faults.add({ kind: "duplicate", how: "encrypted again", times: 1 });
  ana.write(shop, "again");
  await vi.waitFor(() => expect(client.texts().filter((text) => text === "again")).toHaveLength(2), PATIENCE);
  whatsapp.faults.add({ kind: "duplicate", how: "same bytes", times: 1 });
  const id = ana.write(shop, "the same");
  await vi.waitFor(
    () => expect(client.messages.filter(({ key }) => key.id === id).length).toBeGreaterThan(1),
    PATIENCE,
  );
});

test("a socket can be cut while messages are on their way; they come again with the same bytes", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  whatsapp.faults.add({ kind: "cut while sending", after: 3, times: 1 });
  for (let index = 0; index < 10; index++) ana.write(shop, `text ${index}`);
  await client.closed();
  client.connect();
  await client.opened();
  await vi.waitFor(() => expect(client.texts()).toContain("text 9"), PATIENCE);
  await vi.waitFor(
    () =>
      expect(ana.thread(shop).every(({ confirmedBy, refusals }) => confirmedBy.has(1) || refusals.length > 0)).toBe(
        true,
      ),
    PATIENCE,
  );
});

test("acks can be swallowed, delayed, or carry an error; a swallowed message reaches nobody", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const acks: Record<string, string>[] = [];
  client.socket.ws.on("CB:ack,class:message", ({ attrs }: { attrs: Record<string, string> }) => acks.push(attrs));
  const send = async (text: string) => (await client.socket.sendMessage(ana.lid, { text }))?.key.id ?? "";
  await send("known");
  await vi.waitFor(() => expect(acks).toHaveLength(1), PATIENCE);
  whatsapp.faults.add({ kind: "refuse message", code: 479, times: 1 });
  const refused = await send("refused");
  await vi.waitFor(() => expect(client.statuses.get(refused)).toBe(0), PATIENCE);
  whatsapp.faults.add({ kind: "swallow message", times: 1 });
  await send("swallowed");
  whatsapp.faults.add({ kind: "swallow ack", times: 1 });
  await send("not acknowledged");
  whatsapp.faults.add({ kind: "slow", ms: 50, times: 1 });
  const slow = await send("slow");
  await vi.waitFor(() => expect(acks.at(-1)?.id).toBe(slow), PATIENCE);
  expect(acks).toHaveLength(3);
  expect(ana.thread(shop).map(({ text }) => text)).toEqual(["known", "not acknowledged", "slow"]);
});

test("a phone asks again for what it could not read, shows it once, and counts how often it came", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const first = await client.socket.sendMessage(ana.lid, { text: "Hello" });
  await vi.waitFor(() => expect(ana.thread(shop)).toHaveLength(1), PATIENCE);
  ana.askAgain(shop, first?.key.id ?? "");
  await vi.waitFor(() => expect(ana.thread(shop)).toMatchObject([{ text: "Hello", arrivals: 2 }]), PATIENCE);
  ana.reinstall();
  await client.socket.sendMessage(ana.lid, { text: "Still you?" });
  await vi.waitFor(() => expect(ana.thread(shop).at(-1)).toMatchObject({ text: "Still you?", arrivals: 1 }), PATIENCE);
});

test("a phone that is off confirms when it is on again", async () => {
  const { whatsapp, shop, ana } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  ana.goOffline();
  const sent = await client.socket.sendMessage(ana.lid, { text: "Hello" });
  const id = sent?.key.id ?? "";
  await vi.waitFor(() => expect(shop.thread(ana)).toMatchObject([{ id, ticks: "sent" }]), PATIENCE);
  expect(ana.thread(shop)).toEqual([]);
  await ana.goOnline();
  expect(ana.thread(shop)).toMatchObject([{ text: "Hello" }]);
  await vi.waitFor(() => expect(client.statuses.get(id)).toBe(3), PATIENCE);
});

test("a client that runs out of one-time keys is asked for more", async () => {
  const { whatsapp, shop } = await setUp();
  const client = await linkedClient(whatsapp, shop);
  const own = client.creds.me?.id ?? "";
  const strangers = Array.from({ length: 810 }, () => ({ tag: "user", attrs: { jid: own } }));
  await client.socket.query({
    tag: "iq",
    attrs: { to: "@s.whatsapp.net", type: "get", xmlns: "encrypt" },
    content: [{ tag: "key", attrs: {}, content: strangers }],
  });
  const uploads = () =>
    whatsapp.stanzas.filter(({ attrs, children }) => attrs.xmlns === "encrypt" && children.includes("list"));
  await vi.waitFor(() => expect(uploads()).toHaveLength(2), PATIENCE);
});
