import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32, deflateSync, gzipSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readProfile, removeAvatar, setAvatar } from "#contract/members.ts";
import { openSignInHouse, type SignInHouse } from "#server/testing/sign-in-house.ts";
import type { TestClient } from "#server/testing/test-client.ts";

const megabyte = 1024 * 1024;
const script = "<script>alert(document.domain)</script>";
const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>`;

let house: SignInHouse;
let ana: TestClient;
beforeAll(async () => {
  house = await openSignInHouse();
  ana = house.client();
  await ana.signUp();
});
afterAll(() => house.close());

function upload(content: Buffer, name = "me.png", type = "image/png") {
  const form = new FormData();
  form.append("file", new File([new Uint8Array(content)], name, { type }));
  return ana.call(setAvatar, { form });
}

function picture(width: number, height: number) {
  return sharp({ create: { width, height, channels: 3, background: "#7a5af5" } });
}

const stored = () =>
  readdirSync(house.folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());

describe("an avatar", () => {
  it.each([
    ["PNG", async () => picture(640, 360).png().toBuffer()],
    ["JPEG", async () => picture(360, 640).jpeg().toBuffer()],
    ["WebP", async () => picture(900, 900).webp().toBuffer()],
    ["small PNG", async () => picture(32, 32).png().toBuffer()],
  ])("from a %s becomes a square WebP of 512 pixels, and nothing of the file stays", async (_kind, make) => {
    const before = stored().length;
    const { status, body } = await upload(await make());
    expect(status).toBe(200);
    expect(await ana.ok(readProfile)).toEqual(body);
    const { rows } = await house.owner.query("select * from files where id = $1", [body.avatarFileId]);
    expect(rows[0]).toMatchObject({ purpose: "member_avatar", state: "stored", type: "image/webp" });
    expect(stored()).toHaveLength(before + 1);
    const kept = stored().find(({ name }) => name.includes(String(body.avatarFileId)));
    const file = readFileSync(join(kept?.parentPath ?? "", kept?.name ?? ""));
    expect(await sharp(file).metadata()).toMatchObject({ format: "webp", width: 512, height: 512 });
    expect(Number(rows[0].bytes)).toBe(file.length);
  });

  it("can be taken away again", async () => {
    await upload(await picture(64, 64).png().toBuffer());
    expect((await ana.ok(removeAvatar)).avatarFileId).toBeNull();
    expect((await ana.ok(readProfile)).avatarFileId).toBeNull();
  });

  it("carries nothing of what was hidden in the file, be it place, comment or script", async () => {
    const exif = { IFD0: { Copyright: script }, IFD3: { GPSLatitudeRef: "N", GPSLatitude: "52/1 31/1 0/1" } };
    const jpeg = await picture(300, 300).withExif(exif).jpeg().toBuffer();
    const polyglot = Buffer.concat([jpeg, Buffer.from(`<!doctype html>${script}`)]);
    expect(polyglot.includes("alert(document.domain)")).toBe(true);
    const { status, body } = await upload(polyglot, "me.html", "text/html");
    expect(status).toBe(200);
    const kept = stored().find(({ name }) => name.includes(String(body.avatarFileId)));
    const file = readFileSync(join(kept?.parentPath ?? "", kept?.name ?? ""));
    expect(file.includes("alert")).toBe(false);
    expect((await sharp(file).metadata()).exif).toBeUndefined();
  });
});

/** Files of which none may become an avatar, by what they are. */
const hostile: readonly [string, () => Promise<Buffer> | Buffer][] = [
  ["an SVG with a script", () => Buffer.from(svg)],
  ["an SVG behind an XML declaration", () => Buffer.from(`<?xml version="1.0"?>\n<!-- ${"x".repeat(300)} -->${svg}`)],
  ["an SVG packed by gzip", () => gzipSync(svg)],
  ["HTML called .png", () => Buffer.from(`<!doctype html>${script}`)],
  ["HTML behind the mark of a PNG", () => Buffer.concat([pngMark, Buffer.from(script)])],
  ["a GIF, which may move", async () => picture(64, 64).gif().toBuffer()],
  ["a TIFF", async () => picture(64, 64).tiff().toBuffer()],
  ["an AVIF", async () => picture(64, 64).avif().toBuffer()],
  ["a PDF", () => Buffer.from("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF")],
  ["a program", () => Buffer.concat([Buffer.from("MZ"), Buffer.alloc(500, 0x90)])],
  ["a zip archive", () => Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(500)])],
  ["half a PNG", async () => half(await noise().png().toBuffer())],
  ["half a JPEG", async () => half(await noise().jpeg().toBuffer())],
  ["half a WebP", async () => half(await noise().webp().toBuffer())],
  ["a bomb of 30,000 × 30,000 pixels", bomb],
  ["a header that claims 60,000 × 60,000 pixels", () => pngOf(60_000, deflateSync(Buffer.alloc(64)))],
  ["noise", () => Buffer.from(Array.from({ length: 4096 }, (_, n) => (n * 2_654_435_761) >>> 24))],
  ["nothing", () => Buffer.alloc(0)],
];

describe("what is no picture", () => {
  it.each(hostile)("is refused: %s", async (_what, make) => {
    const content = await make();
    const [before, files] = [await ana.ok(readProfile), stored().length];
    const { status, problem } = await upload(content);
    expect([status, problem.code]).toEqual([400, "not_a_picture"]);
    expect(problem.detail).toMatch(/^Choose a PNG, JPEG or WebP/);
    expect(await ana.ok(readProfile)).toEqual(before);
    expect(stored()).toHaveLength(files);
  });

  it("takes little memory, however far it would unpack", async () => {
    const content = bomb();
    const before = process.memoryUsage().rss;
    for (let n = 0; n < 5; n += 1) await upload(content);
    expect(process.memoryUsage().rss - before).toBeLessThan(200 * megabyte);
  });

  it("is refused above 5 MB, also when it is a picture", async () => {
    const png = await picture(64, 64).png().toBuffer();
    const { status, problem } = await upload(Buffer.concat([png, Buffer.alloc(5 * megabyte)]));
    expect([status, problem.code, problem.title]).toEqual([413, "too_large", "This file is larger than 5 MB."]);
  });

  it.each([
    ["climbs out of the folder", "../../../etc/cron.d/x.png"],
    ["reads from right to left", "\u202egnp.exe"],
    ["ends in the middle", "a\u0000b.png"],
    ["is endless", "x".repeat(4000)],
  ])("does no harm by a name that %s", async (_how, name) => {
    const { body } = await upload(await picture(64, 64).png().toBuffer(), name);
    const outside = stored().filter(({ name: file }) => !/^[0-9a-f-]{36}$/.test(file));
    expect(outside).toEqual([]);
    const { rows } = await house.owner.query("select name from files where id = $1", [body.avatarFileId]);
    expect(rows[0].name).toBe("avatar.webp");
  });

  it("is refused when the request carries no file at all", async () => {
    expect((await ana.call(setAvatar, { form: new FormData() })).status).toBe(400);
    expect((await ana.call(setAvatar, { headers: { "content-type": "text/html" } })).status).toBe(415);
  });
});

const pngMark = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

function noise() {
  return sharp({ create: { width: 400, height: 400, channels: 3, background: "#fff", noise: noiseOf } });
}
const noiseOf = { type: "gaussian" as const, mean: 128, sigma: 60 };

function half(content: Buffer): Buffer {
  return content.subarray(0, content.length / 2);
}

/** 900 million black or white pixels: some 100 kB on the disk, 900 MB and more when unpacked. */
function bomb(): Buffer {
  return pngOf(30_000, deflateSync(Buffer.alloc(30_000 * (1 + 30_000 / 8))));
}

/** A square PNG of one bit a pixel, whatever its packed rows are. */
function pngOf(pixels: number, rows: Buffer): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(pixels, 0);
  header.writeUInt32BE(pixels, 4);
  header[8] = 1;
  return Buffer.concat([pngMark, chunk("IHDR", header), chunk("IDAT", rows), chunk("IEND", Buffer.alloc(0))]);
}

function chunk(kind: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind), content]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(content.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
