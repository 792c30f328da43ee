import { mkdtemp, readdir, rm } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text as readText } from "node:stream/consumers";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import * as contract from "#contract/files.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { bombs, type HostileFile, names, png, scripts } from "#server/testing/hostile-files.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const megabyte = 1024 * 1024;
const mayShow = /^(image\/(png|jpeg|gif|webp)|audio\/[a-z0-9.-]+)$/;
const canRun = /html|xml|svg|script|css|text\/|flash|wasm/;

let rooms: Rooms;
let root: string;
let ana: TestClient;
let restingMemory: number;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "wokfow-files-"));
  rooms = await openRooms(mediaRoutes({ files: diskFileStore(root) }));
  ana = await rooms.addMember(await rooms.addWorkspace());
  await upload({ name: "warm.png", bytes: () => png(100, 100), what: "" });
  restingMemory = process.memoryUsage.rss();
});
afterAll(async () => {
  await rooms.close();
  await rm(root, { recursive: true, force: true });
});

describe("what could run", () => {
  test.each(scripts)("$what is refused or inert", async (file) => {
    await expectInert(file);
  });
});

describe("what could fill the memory", () => {
  test.each(bombs)("$what is refused or inert", async (file) => {
    const id = await expectInert(file);
    if (id) expect((await ana.call(contract.downloadThumbnail, { params: { fileId: id } })).status).toBe(404);
    expect(process.memoryUsage.rss() - restingMemory).toBeLessThan(200 * megabyte);
  });
});

describe("names", () => {
  test.each(names)("%j comes back harmless", async (name) => {
    const answer = await upload({ what: name, name, bytes: () => Buffer.from("hello") });
    const cleaned = answer.body.name;
    expect(cleaned).toMatch(/^[^/\\\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069\u200e\u200f]{1,120}$/u);
    expect(cleaned).not.toMatch(/^[.\s]|[.\s]$/);
    const response = await ana.fetch(`/api/v1/files/${answer.body.id}`);
    const disposition = response.headers.get("content-disposition") ?? "";
    expect(disposition).toMatch(/^attachment; filename="[\w. ()-]+"; filename\*=UTF-8''[\w.~!$&+^`|%-]+$/);
    expect(decodeURIComponent(disposition.split("''")[1] ?? "")).toBe(cleaned);
    expect(response.headers.get("set-cookie")).toBeNull();
  });

  test("in any script arrive as they were", async () => {
    expect((await upload({ what: "", name: "счёт за август.pdf", bytes: () => Buffer.from("x") })).body.name).toBe(
      "счёт за август.pdf",
    );
  });
});

describe("requests", () => {
  test("an empty file is refused and leaves nothing", async () => {
    const before = await storedFiles();
    expect(await upload({ what: "", name: "a.txt", bytes: () => Buffer.alloc(0) })).toMatchObject({
      status: 422,
      problem: { code: "empty_file" },
    });
    expect(await storedFiles()).toEqual(before);
  });

  test.each([
    ["without a form", {}, 415, "not_multipart"],
    ["with the file in another field", { form: formOf("avatar", "a.txt", Buffer.from("x")) }, 400, "no_file"],
    ["with text instead of a file", { form: textForm() }, 400, "no_file"],
  ])("%s are refused", async (_what, given, status, code) => {
    const answer = await ana.call(contract.uploadFile, given);
    expect(answer).toMatchObject({ status, problem: { code } });
  });

  test("of exactly 50 MB are taken, one byte more is refused, and neither is held in memory", async () => {
    const before = await storedFiles();
    expect((await uploadZeros(50 * megabyte)).status).toBe(201);
    const refused = await uploadZeros(50 * megabyte + 1);
    expect(refused).toMatchObject({ status: 413, body: { code: "too_large" } });
    expect(await storedFiles()).toHaveLength(before.length + 1);
    expect(process.memoryUsage.rss() - restingMemory).toBeLessThan(200 * megabyte);
  });

  test("that never end are cut off, and leave nothing", async () => {
    const before = await storedFiles();
    expect([0, 413]).toContain((await uploadZeros(Number.POSITIVE_INFINITY)).status);
    await expect.poll(storedFiles).toEqual(before);
    expect(process.memoryUsage.rss() - restingMemory).toBeLessThan(200 * megabyte);
  });

  test("that break in the middle leave nothing", async () => {
    const before = await storedFiles();
    const answer = await ana.fetch("/api/v1/files", {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=b" },
      body: '--b\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\nhalf a fi',
    });
    expect(answer.status).toBe(400);
    expect(await storedFiles()).toEqual(before);
  });
});

/** Returns the identifier, or null when it was refused. */
async function expectInert(file: HostileFile): Promise<string | null> {
  const answer = await upload(file);
  if (answer.status >= 400 && answer.status < 500) return null;
  expect(answer.status).toBe(201);
  for (const path of [answer.body.id, `${answer.body.id}/thumbnail`]) await expectInertAt(`/api/v1/files/${path}`);
  return answer.body.id;
}

async function expectInertAt(path: string): Promise<void> {
  const response = await ana.fetch(path);
  if (response.status === 404) return;
  expect(response.status).toBe(200);
  const type = response.headers.get("content-type") ?? "";
  expect(type).not.toMatch(canRun);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("content-security-policy")).toBe("sandbox; default-src 'none'");
  expect(response.headers.get("cache-control")).toContain("private");
  const disposition = response.headers.get("content-disposition");
  expect(disposition).toMatch(mayShow.test(type) ? /^inline/ : /^attachment/);
  const body = Buffer.from(await response.arrayBuffer());
  if (path.endsWith("thumbnail")) expect((await sharp(body).metadata()).format).toBe("webp");
}

function upload({ name, bytes }: HostileFile) {
  return ana.call(contract.uploadFile, { form: formOf("file", name, bytes()) });
}

function formOf(field: string, name: string, bytes: Buffer): FormData {
  const form = new FormData();
  form.append(field, new Blob([new Uint8Array(bytes)]), name);
  return form;
}

function textForm(): FormData {
  const form = new FormData();
  form.append("file", "just text");
  return form;
}

async function storedFiles(): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** Sends zeros piece by piece, as `fetch` would keep them all. Status 0: the server hung up without an answer. */
function uploadZeros(bytes: number): Promise<{ status: number; body: unknown }> {
  const { hostname, port } = new URL(ana.address);
  const headers = {
    origin: ana.address,
    cookie: [...ana.cookies].map((pair) => pair.join("=")).join("; "),
    "content-type": "multipart/form-data; boundary=b",
  };
  const sending = httpRequest({ hostname, port, path: "/api/v1/files", method: "POST", headers });
  let answer: { status: number; body: unknown } = { status: 0, body: null };
  sending.on("error", () => undefined);
  sending.on("response", async (response) => {
    const text = await readText(response).catch(() => "null");
    answer = { status: response.statusCode ?? 0, body: JSON.parse(text) };
  });
  sending.write('--b\r\nContent-Disposition: form-data; name="file"; filename="zeros.bin"\r\n\r\n');
  const piece = Buffer.alloc(64 * 1024);
  const send = (left: number): void => {
    if (sending.destroyed) return;
    if (left <= 0) sending.end("\r\n--b--\r\n");
    else sending.write(piece.subarray(0, Math.min(left, piece.length)), () => send(left - piece.length));
  };
  send(bytes);
  return new Promise((resolve) => sending.on("close", () => setImmediate(() => resolve(answer))));
}
