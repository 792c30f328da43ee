import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { Client, linkedClient, PATIENCE, setUp } from "../harness.ts";

test("a device stays linked when the simulator was stopped, and both are heard", async () => {
  const file = join(tmpdir(), `devices-${randomUUID()}.json`);
  onTestFinished(() => rmSync(file, { force: true }));
  const first = await setUp();
  first.whatsapp.keepDevicesIn(file);
  const client = await linkedClient(first.whatsapp, first.shop);
  first.ana.write(first.shop, "before");
  await vi.waitFor(() => expect(client.texts()).toEqual(["before"]), PATIENCE);
  await client.socket.sendMessage(first.ana.jid, { text: "heard" });
  await first.whatsapp.close();

  const second = await setUp();
  second.whatsapp.keepDevicesIn(file);
  const again = new Client(second.whatsapp);
  again.socket.end(undefined);
  Object.assign(again.creds, client.creds);
  Object.assign(again.keys, client.keys);
  again.connect();
  await again.opened();
  second.ana.write(second.shop, "after");
  await vi.waitFor(() => expect(again.texts()).toEqual(["after"]), PATIENCE);
  await again.socket.sendMessage(second.ana.jid, { text: "heard again" });
  await vi.waitFor(() => expect(second.ana.thread(second.shop).at(-1)?.text).toBe("heard again"), PATIENCE);
});
