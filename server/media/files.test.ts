import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as contract from "#contract/files.ts";
import { query, read, transact } from "#server/context.ts";
import { mediaSchedules } from "#server/media/jobs.ts";
import { parseRange } from "#server/media/parse-range.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import type { TestClient } from "#server/testing/test-client.ts";

let rooms: Rooms;
let root: string;
let files: FileStore;
let workspaceId: string;
let ana: TestClient;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "wokfow-files-"));
  files = diskFileStore(root);
  rooms = await openRooms(mediaRoutes({ files }));
});
afterAll(async () => {
  await rooms.close();
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  workspaceId = await rooms.addWorkspace();
  ana = await rooms.addMember(workspaceId);
});

describe("a picture", () => {
  test("gets an upright thumbnail of at most 640 pixels that tells nothing of place or camera", async () => {
    const uploaded = await upload(await photo(), "holiday.jpg");
    expect(uploaded).toMatchObject({ type: "image/jpeg", width: 900, height: 1600, hasThumbnail: true });
    const response = await ana.fetch(`/api/v1/files/${uploaded.id}/thumbnail`);
    expect(response.headers.get("content-type")).toBe("image/webp");
    const { format, width, height, exif, orientation } = await sharp(await response.bytes()).metadata();
    expect({ format, width, height, exif, orientation }).toMatchObject({ format: "webp", width: 360, height: 640 });
    expect([exif, orientation]).toEqual([undefined, undefined]);
  });

  test("comes back byte for byte, inline, to be kept by the browser", async () => {
    const bytes = await photo();
    const { id } = await upload(bytes, "holiday.jpg");
    const response = await ana.fetch(`/api/v1/files/${id}`);
    expect(Buffer.from(await response.bytes())).toEqual(bytes);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-length": String(bytes.length),
      "content-disposition": `inline; filename="holiday.jpg"; filename*=UTF-8''holiday.jpg`,
      "cache-control": "private, max-age=31536000, immutable",
    });
    const again = await ana.fetch(`/api/v1/files/${id}`, {
      headers: { "if-none-match": response.headers.get("etag") ?? "" },
    });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });
});

describe("a stretch of a file", () => {
  const sound = Buffer.concat([
    Buffer.from("OggS\0\x02"),
    Buffer.alloc(22),
    Buffer.from("OpusHead"),
    Buffer.alloc(200, 7),
  ]);

  test("is what a player asks for when it jumps", async () => {
    const { id, type } = await upload(sound, "voice.ogg");
    expect(type).toBe("audio/ogg; codecs=opus");
    const part = await ana.fetch(`/api/v1/files/${id}`, { headers: { range: "bytes=2-5" } });
    expect([part.status, part.headers.get("content-range"), part.headers.get("content-length")]).toEqual([
      206,
      `bytes 2-5/${sound.length}`,
      "4",
    ]);
    expect(Buffer.from(await part.bytes())).toEqual(sound.subarray(2, 6));
  });

  test("beyond the end is refused, of another version is answered with the whole", async () => {
    const { id } = await upload(sound, "voice.ogg");
    const beyond = await ana.fetch(`/api/v1/files/${id}`, { headers: { range: "bytes=9000-" } });
    expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, `bytes */${sound.length}`]);
    const other = await ana.fetch(`/api/v1/files/${id}`, { headers: { range: "bytes=2-5", "if-range": '"x"' } });
    expect(other.status).toBe(200);
  });

  test("is always inside the file, whatever was asked", () => {
    const header = fc.oneof(
      fc.string(),
      fc.tuple(fc.nat(), fc.nat()).map(([from, to]) => `bytes=${from}-${to}`),
      fc.nat().map((n) => `bytes=-${n}`),
      fc.nat().map((n) => `bytes=${n}-`),
    );
    fc.assert(
      fc.property(header, fc.integer({ min: 1, max: 2 ** 31 }), (asked, bytes) => {
        const range = parseRange(asked, bytes);
        if (range === null || range === "unsatisfiable") return;
        expect(range.start).toBeGreaterThanOrEqual(0);
        expect(range.end).toBeLessThan(bytes);
        expect(range.start).toBeLessThanOrEqual(range.end);
      }),
    );
  });
});

describe("who may see", () => {
  test("an upload that is not sent yet: whoever uploaded it", async () => {
    const { id } = await upload(Buffer.from("plan"), "plan.txt");
    const colleague = await rooms.addMember(workspaceId);
    const stranger = await rooms.addMember(await rooms.addWorkspace());
    expect(await statusFor(ana, id)).toBe(200);
    expect(await statusFor(colleague, id)).toBe(404);
    expect(await statusFor(stranger, id)).toBe(404);
    expect(await statusFor(ana, crypto.randomUUID())).toBe(404);
  });

  test("a file of a conversation: whoever sees the conversation, in no other workspace", async () => {
    const { id } = await upload(await photo(), "plan.jpg");
    const [conversation_id = ""] = await addConversations(rooms.contextOf(workspaceId), [rooms.clock.now()]);
    await setFile(id, { conversation_id });
    const colleague = await rooms.addMember(workspaceId, "user");
    const stranger = await rooms.addMember(await rooms.addWorkspace());
    for (const path of [id, `${id}/thumbnail`]) {
      expect([await statusFor(ana, path), await statusFor(colleague, path), await statusFor(stranger, path)]).toEqual([
        200, 200, 404,
      ]);
    }
  });

  test("a face: every member of the workspace", async () => {
    const { id } = await upload(await photo(), "face.jpg");
    const colleague = await rooms.addMember(workspaceId, "user");
    const stranger = await rooms.addMember(await rooms.addWorkspace());
    for (const purpose of ["member_avatar", "contact_avatar"] as const) {
      await setFile(id, { purpose });
      expect([await statusFor(colleague, id), await statusFor(stranger, id)]).toEqual([200, 404]);
    }
  });

  test("nobody who is not signed in, and nobody what is not there yet", async () => {
    const { id } = await upload(Buffer.from("plan"), "plan.txt");
    expect((await fetch(`${ana.address}/api/v1/files/${id}`)).status).toBe(401);
    await setFile(id, { state: "fetching" });
    expect(await statusFor(ana, id)).toBe(404);
  });

  test("bytes that are lost are a sentence, not a broken answer that browsers keep", async () => {
    const { id } = await upload(Buffer.from("plan"), "plan.txt");
    await files.remove(`${workspaceId}/${id}`);
    const answer = await ana.call(contract.downloadFile, { params: { fileId: id } });
    expect(answer).toMatchObject({ status: 404, problem: { code: "file_missing" } });
    expect(answer.headers.get("cache-control")).toBe("no-store");
  });
});

test("an upload that nobody sent is removed after a day, bytes and all; what was sent stays", async () => {
  const abandoned = await upload(await photo(), "a.jpg");
  const sent = await upload(await photo(), "b.jpg");
  const [conversation_id = ""] = await addConversations(rooms.contextOf(workspaceId), [rooms.clock.now()]);
  await setFile(sent.id, { conversation_id });
  rooms.clock.advance(23 * 3_600_000);
  await visit();
  expect(await statusFor(ana, abandoned.id)).toBe(200);
  rooms.clock.advance(2 * 3_600_000);
  await visit();
  expect([await statusFor(ana, abandoned.id), await statusFor(ana, sent.id)]).toEqual([404, 200]);
  const rows = await read(rooms.contextOf(workspaceId), query.selectFrom("files").select("id"));
  expect(rows).toEqual([{ id: sent.id }]);
  const names = await readdir(join(root, "stored", workspaceId), { recursive: true });
  expect(names.filter((name) => name.includes(abandoned.id))).toEqual([]);
});

/** A wide photograph that says of itself that it is to be turned, with the place where it was taken. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 1600, height: 900, channels: 3, background: "#a33" } })
    .withExif({ IFD0: { Make: "Camera" }, IFD3: { GPSLatitude: "52/1 30/1 0/1" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
}

function upload(bytes: Buffer, name: string) {
  const form = new FormData();
  form.append("file", new Blob([new Uint8Array(bytes)]), name);
  return ana.ok(contract.uploadFile, { form });
}

async function statusFor(browser: TestClient, path: string): Promise<number> {
  const response = await browser.fetch(`/api/v1/files/${path}`);
  await response.arrayBuffer();
  return response.status;
}

async function setFile(id: string, columns: Record<string, string>): Promise<void> {
  await transact(rooms.contextOf(workspaceId), (tx) =>
    tx.db.updateTable("files").set(columns).where("id", "=", id).execute(),
  );
}

async function visit(): Promise<void> {
  const { pool, clock, contextOf } = rooms;
  for (const schedule of mediaSchedules({ files })) await schedule.handle({ pool, clock, contextOf });
}
