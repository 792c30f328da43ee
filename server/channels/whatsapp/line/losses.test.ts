import { expect, test } from "vitest";
import { textsOf } from "#server/testing/messages-of.ts";
import { inTime, openDevices } from "#server/testing/open-devices.ts";

const offline = 200;

test("sockets that are cut in the middle of 200 waiting messages lose none and double none", async () => {
  const { whatsapp, shop, ana, context, link, run } = await openDevices();
  await link();
  const written = Array.from({ length: offline }, (_, index) => `message ${index + 1}`);
  for (const text of written) ana.write(shop, text);
  for (const after of [40, 25, 60]) whatsapp.faults.add({ kind: "cut while sending", after, times: 1 });
  run();
  await inTime(async () => expect((await textsOf(context)).length).toBeGreaterThanOrEqual(offline));
  expect(await textsOf(context)).toEqual(written);
  expect(whatsapp.faults.list()).toEqual([]);
});

test("a process that is gone from one moment to the next leaves what it had written down to the next one", async () => {
  const { whatsapp, shop, ana, context, link, run, parts } = await openDevices();
  await link();
  const ground = parts();
  const adapter = ground.adapters.whatsapp;
  // It stores what it decrypts and dies before it has handed anything over.
  const dying = { ...adapter, receive: withoutHandingOver(adapter.receive) };
  const first = run({ ...ground, adapters: { ...ground.adapters, whatsapp: dying } });
  const written = ["one", "two", "three"];
  const ids = written.map((text) => ana.write(shop, text));
  const received = () => whatsapp.stanzas.filter(({ tag, attrs }) => tag === "receipt" && ids.includes(attrs.id ?? ""));
  await inTime(() => expect(received()).toHaveLength(3));
  expect(await textsOf(context)).toEqual([]);
  await first.stop();
  run();
  await inTime(async () => expect(await textsOf(context)).toEqual(written));
});

test("the same ciphertext twice is one message, and encrypted twice too", async () => {
  const { whatsapp, shop, ana, context, link, run } = await openDevices();
  await link();
  run();
  whatsapp.faults.add({ kind: "duplicate", how: "same bytes", times: 2 });
  ana.write(shop, "one");
  ana.write(shop, "two");
  await inTime(async () => expect(await textsOf(context)).toEqual(["one", "two"]));
  whatsapp.faults.add({ kind: "duplicate", how: "encrypted again", times: 1 });
  ana.write(shop, "three");
  ana.write(shop, "four");
  await inTime(async () => expect(await textsOf(context)).toEqual(["one", "two", "three", "four"]));
});

type Receive = ReturnType<Awaited<ReturnType<typeof openDevices>>["parts"]>["adapters"]["whatsapp"]["receive"];

function withoutHandingOver(receive: Receive): Receive {
  return (connection, hooks) =>
    receive(connection, { ...hooks, receive: () => Promise.reject(new Error("This process is dying.")) });
}
