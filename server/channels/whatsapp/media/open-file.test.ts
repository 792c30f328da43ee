import { randomBytes } from "node:crypto";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { FileSource, Renewal } from "#server/channels/abilities.ts";
import { type Connection, FileGone } from "#server/channels/adapter.ts";
import { mediaAddress } from "#server/channels/whatsapp/media/media-address.ts";
import { openFile } from "#server/channels/whatsapp/media/open-file.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";
import { encryptMedia } from "#simulators/whatsapp/media/encrypt-media.ts";

const played = "ws://127.0.0.1:4000/ws/chat";
const real = "wss://web.whatsapp.com/ws/chat";
const connection: Connection = { workspaceId: "", channelId: "", kind: "whatsapp", accountId: "", token: "" };
const content = randomBytes(300_000);
const sealed = encryptMedia(content, "image");
const never = new AbortController().signal;

let origin: string;
let asked: string[] = [];
const answer: RequestListener = ({ url = "" }, response) => {
  asked.push(url);
  if (url === "/whole") return void response.end(sealed.body);
  if (url === "/changed") return void response.end(Buffer.concat([sealed.body.subarray(0, -20), Buffer.alloc(20)]));
  if (url === "/away") return void response.writeHead(302, { location: "/whole" }).end();
  response.writeHead(url === "/broken" ? 503 : 410).end();
};
const host = createServer(answer);
beforeAll(async () => {
  await new Promise<void>((resolve) => host.listen(0, "127.0.0.1", resolve));
  const { port }: AddressInfo = Object(host.address());
  origin = `http://127.0.0.1:${port}`;
});
afterAll(() => {
  host.close();
});

function sourceAt(url: string | null, directPath: string | null = null): FileSource {
  const mediaKey = Buffer.from(sealed.mediaKey).toString("base64");
  return { kind: "image", url, directPath, mediaKey, sealedHash: null, messageId: "3A", chatId: "7@lid", isOurs: 0 };
}

async function open(source: unknown, webUrl = played, renewal: Renewal = { outcome: "gone" }): Promise<Buffer> {
  asked = [];
  const config = { whatsappWebUrl: webUrl, whatsappRootKey: undefined, telegramApiRoot: "", facebook: noFacebook };
  return buffer(await openFile({ config }, async () => renewal, connection, source, never));
}

test("a file is opened with the key of its message", async () => {
  expect((await open(sourceAt(`${origin}/whole`))).equals(content)).toBe(true);
});

test("a file that was changed on its way is refused at its end", async () => {
  await expect(open(sourceAt(`${origin}/changed`))).rejects.toThrow(FileGone);
  const key = { ...sourceAt(`${origin}/whole`), mediaKey: Buffer.alloc(32, 1).toString("base64") };
  await expect(open(key)).rejects.toThrow("does not match the key");
});

test("what the host no longer has is asked of the phone, and is gone when the phone has not either", async () => {
  const expired = sourceAt(`${origin}/expired`);
  const renewed = { outcome: "renewed", source: { ...expired, directPath: "/whole" } } as const;
  expect((await open(expired, played, renewed)).equals(content)).toBe(true);
  expect(asked).toEqual(["/expired", "/whole"]);
  await expect(open(expired)).rejects.toThrow(FileGone);
  await expect(open(expired, played, { outcome: "renewed", source: expired })).rejects.toThrow(FileGone);
});

test("a host or a phone that does not answer now is asked again later", async () => {
  for (const attempt of [
    () => open(sourceAt(`${origin}/broken`)),
    () => open(sourceAt("http://127.0.0.1:1/")),
    () => open(sourceAt(`${origin}/expired`), played, { outcome: "failed", reason: "unreachable" }),
  ]) {
    const error: unknown = await attempt().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toBeInstanceOf(FileGone);
  }
});

test("no address leads anywhere but to WhatsApp", async () => {
  const forged = [
    `${origin}/whole`,
    "http://mmg.whatsapp.net/x",
    "https://mmg.whatsapp.net:8443/x",
    "https://mmg.whatsapp.net.evil.example/x",
    "https://whatsapp.net/x",
    "https://evil.example/.whatsapp.net",
    "https://user@evil.example#.whatsapp.net",
    "http://[::ffff:7f00:1]/x",
    "http://169.254.169.254/latest/meta-data",
    "http://2130706433/x",
    "file:///etc/passwd",
    "https://mmg.whatsapp.net@127.0.0.1/x",
    "",
  ];
  for (const url of forged) await expect(open(sourceAt(url), real), url).rejects.toThrow("not on a server of WhatsApp");
  for (const path of ["//evil.example/x", "\\\\evil.example\\x", "https://evil.example/x", "http://127.0.0.1/x"]) {
    await expect(open(sourceAt(null, path), real), path).rejects.toThrow(FileGone);
  }
  expect(asked).toEqual([]);
  await expect(open(sourceAt("http://169.254.169.254/latest/meta-data"))).rejects.toThrow(FileGone);
  await expect(open(sourceAt(`${origin}/away`))).rejects.toThrow("not hand a file over");
  expect(mediaAddress({ url: "https://evil.example/x", directPath: "/v/1?a=b" }, real).href).toBe(
    "https://mmg.whatsapp.net/v/1?a=b",
  );
  expect(mediaAddress({ url: "https://media-fra3-1.cdn.whatsapp.net/v/1", directPath: null }, real).host).toContain(
    "media-",
  );
});

test("a source that no parser has written opens nothing", async () => {
  for (const source of [null, {}, { kind: "image" }, Readable.from([])])
    await expect(open(source)).rejects.toThrow(FileGone);
});
