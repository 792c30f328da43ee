import { expect, test, vi } from "vitest";
import { Client, PATIENCE, setUp } from "./harness.ts";

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
});
