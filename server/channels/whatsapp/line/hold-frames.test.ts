import { expect, test } from "vitest";
import { DeviceEnded } from "#server/channels/whatsapp/device/device-ended.ts";
import { holdFrames } from "#server/channels/whatsapp/line/hold-frames.ts";
import { linkedClient, setUp } from "#simulators/whatsapp/harness.ts";

const nothingToStore = { last: () => 0, stored: () => 0, onStored: () => undefined };

test.each(["admitNoMore", "shut"] as const)("after %s whoever sends hears that it does not leave", async (ended) => {
  const { whatsapp, shop } = await setUp();
  // As the lines of the product: Baileys itself gives up nothing that it sends.
  const { socket } = await linkedClient(whatsapp, shop, { connectTimeoutMs: 0 });
  const frames = holdFrames(socket, nothingToStore, () => undefined);
  const tell = () => socket.sendNode({ tag: "presence", attrs: { type: "available" } });
  await tell();
  frames[ended]();
  await expect(tell()).rejects.toThrow(DeviceEnded);
  await expect(socket.onWhatsApp("34611222333")).rejects.toThrow(DeviceEnded);
});
