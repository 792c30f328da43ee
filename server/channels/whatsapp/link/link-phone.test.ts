import { createServer, type Server } from "node:net";
import { PassThrough } from "node:stream";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { LinkEvent } from "#contract/channel-links.ts";
import type { LinkHooks, LinkOutcome } from "#server/channels/connecting.ts";
import { linkPhone, usualLinkTimes } from "#server/channels/whatsapp/link/link-phone.ts";
import { usualTimes } from "#server/channels/whatsapp/times.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { startWhatsApp, type WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

const quick = { ...usualLinkTimes, firstCode: 150, laterCode: 150, answer: 20_000 };
let service: WhatsAppSimulator;
beforeEach(async () => {
  service = await startWhatsApp();
});
afterEach(() => service.close());

/** What is printed meanwhile, by whichever way. */
interface Said {
  readonly events: LinkEvent[];
  text(): string;
}

function listener(keep: LinkHooks["keep"] = async () => null) {
  const printed: string[] = [];
  const stream = new PassThrough().on("data", (piece) => printed.push(String(piece)));
  for (const way of ["debug", "info", "log", "warn", "error"] as const) {
    vi.spyOn(console, way).mockImplementation((...words) => void printed.push(words.map(String).join(" ")));
  }
  const controller = new AbortController();
  const events: LinkEvent[] = [];
  const log = createLog("trace", stream);
  const hooks: LinkHooks = { signal: controller.signal, log, show: (event) => events.push(event), keep };
  const said: Said = { events, text: () => printed.join("\n") };
  return { hooks, said, cancel: () => controller.abort() };
}

interface Wish {
  readonly url?: string;
  readonly hooks?: LinkHooks;
  readonly phoneNumber?: string;
  readonly times?: typeof quick;
}

function link({ url = service.webSocketUrl, hooks = listener().hooks, phoneNumber, times = quick }: Wish = {}) {
  const config = { telegramApiRoot: "", whatsappWebUrl: url, whatsappRootKey: service.rootKey, facebook: noFacebook };
  const parts = { config, secrets: secretBox("c4".repeat(32)), times: usualTimes };
  return linkPhone(parts, { workspaceId: "w", phoneNumber: phoneNumber ?? null }, hooks, times);
}

const failed = (reason: string): LinkOutcome => expect.objectContaining({ outcome: "failed", reason });

test("codes follow each other, and when nobody used one that is the end", async () => {
  const { hooks, said } = listener();
  expect(await link({ hooks })).toEqual(failed("no_scan"));
  expect(said.events.map(({ kind }) => kind)).toEqual(Array(6).fill("qr"));
  expect(new Set(said.events.map((event) => ("code" in event ? event.code : ""))).size).toBe(6);
  await vi.waitFor(() => expect(service.connections()).toEqual([]), { timeout: 30_000, interval: 20 });
});

test("a server that signs with another root key is not believed and gets no code", async () => {
  service.faults.add({ kind: "other root" });
  const { hooks, said } = listener();
  expect(await link({ hooks })).toEqual(failed("server_unproven"));
  expect(said.events).toEqual([]);
});

test("what makes no event of its own ends in bounded time all the same", async () => {
  service.faults.add({ kind: "refuse upgrade", status: 503 });
  expect(await link()).toEqual(failed("service_error"));
  service.faults.clear();
  service.faults.add({ kind: "silent", stage: "handshake" });
  expect(await link({ times: { ...quick, answer: 1_500 } })).toEqual(failed("silent"));
});

test("a server that is not there, and one that never opens the line, cannot be reached", async () => {
  expect(await link({ url: "ws://127.0.0.1:1/ws/chat" })).toEqual(failed("unreachable"));
  const mute = await listening(createServer());
  expect(await link({ url: mute.url })).toEqual(failed("unreachable"));
  mute.server.close();
});

test("a connection that breaks ends the link, and so does going away", async () => {
  const { hooks, said, cancel } = listener();
  const broken = link({ hooks, times: usualLinkTimes });
  await expect.poll(() => said.events).toHaveLength(1);
  service.faults.drop();
  expect(await broken).toEqual(failed("unreachable"));
  const cancelled = link({ hooks, times: usualLinkTimes });
  await expect.poll(() => said.events).toHaveLength(2);
  cancel();
  expect(await cancelled).toEqual({ outcome: "cancelled" });
  await expect.poll(() => service.connections()).toEqual([]);
});

test("the phone hears that it is linked only after the device was kept, and not at all when it was not", async () => {
  const phone = service.phone({ number: "4915123456789", name: "Ortiz Shop" });
  const { promise: kept, resolve: letItBeKept } = Promise.withResolvers<null>();
  const { hooks, said } = listener(() => kept);
  const linking = link({ hooks, times: usualLinkTimes });
  await expect.poll(() => said.events).toHaveLength(1);
  const scanned = scan(phone.scan, said);
  await expect.poll(() => said.events.at(-1)?.kind).toBe("paired");
  expect(phone.devices()).toEqual([]);
  letItBeKept(null);
  expect(await linking).toEqual({ outcome: "linked" });
  await scanned;
  expect(phone.devices()).toEqual([1]);

  const refused = listener(async () => "connected_elsewhere");
  const inVain = link({ hooks: refused.hooks, times: usualLinkTimes });
  await expect.poll(() => refused.said.events).toHaveLength(1);
  await expect(scan(phone.scan, refused.said)).rejects.toThrow();
  expect(await inVain).toEqual(failed("connected_elsewhere"));
  expect(phone.devices()).toEqual([1]);
});

test("no code is ever logged", async () => {
  const phone = service.phone({ number: "4915123456789", name: "Ortiz Shop" });
  const { hooks, said } = listener();
  const linking = link({ hooks, times: usualLinkTimes });
  await expect.poll(() => said.events).toHaveLength(1);
  await scan(phone.scan, said);
  await linking;
  const paired = listener();
  const pairing = link({ hooks: paired.hooks, phoneNumber: phone.number, times: usualLinkTimes });
  await expect.poll(() => paired.said.events).toHaveLength(1);
  paired.cancel();
  await pairing;
  const codes = [...said.events, ...paired.said.events].flatMap((event) => ("code" in event ? [event.code] : []));
  const parts = codes
    .flatMap((code) => [code, code.replace("-", ""), ...code.split(/[#,]/)])
    .filter((part) => part.length > 7);
  expect(parts.length).toBeGreaterThan(5);
  const text = `${said.text()}\n${paired.said.text()}`;
  expect(text).toContain("baileys");
  expect(parts.filter((part) => text.includes(part))).toEqual([]);
});

function scan(use: (code: string) => Promise<unknown>, { events }: Said): Promise<unknown> {
  const shown = events.findLast(({ kind }) => kind === "qr");
  return use(shown && "code" in shown ? shown.code : "");
}

async function listening(server: Server) {
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return { server, url: `ws://127.0.0.1:${typeof address === "object" ? address?.port : 0}/ws/chat` };
}
