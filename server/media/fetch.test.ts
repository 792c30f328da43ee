import { mkdtemp, readdir, rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { channelKinds } from "#contract/channels.ts";
import { sealPurpose } from "#server/channels/connection-of.ts";
import { type Context, query, read, transact } from "#server/context.ts";
import { fetchAvatar } from "#server/media/fetch-avatar.ts";
import { type FetchParts, fetchFile } from "#server/media/fetch-file.ts";
import { mediaRoutes } from "#server/media/routes.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { addConversations } from "#server/testing/add-conversations.ts";
import { openRooms, type Rooms } from "#server/testing/open-rooms.ts";
import { testAdapters } from "#server/testing/test-adapters.ts";

const megabyte = 1024 * 1024;
const [kind] = channelKinds;
const secrets = secretBox("0".repeat(64));
const running = new AbortController().signal;

/** An outside service that answers a download in whatever way a test wants. */
let answer: (response: ServerResponse) => unknown;
let outside: Server;
let rooms: Rooms;
let root: string;
let parts: FetchParts;
let context: Context;
let conversationId: string;

beforeAll(async () => {
  outside = createServer((request, response) => {
    if (request.url?.includes("/file/")) return answer(response);
    const file = { file_id: "F", file_unique_id: "U", file_path: "photos/1.jpg" };
    const photos = { total_count: 1, photos: [[{ ...file, width: 640, height: 640 }]] };
    const result = request.url?.endsWith("getUserProfilePhotos") ? photos : file;
    response.setHeader("content-type", "application/json").end(JSON.stringify({ ok: true, result }));
  });
  await new Promise<void>((resolve) => outside.listen(0, "127.0.0.1", resolve));
  const place = outside.address();
  const port = typeof place === "object" ? place?.port : undefined;
  root = await mkdtemp(join(tmpdir(), "wokfow-files-"));
  const files = diskFileStore(root);
  rooms = await openRooms(mediaRoutes({ files }));
  parts = { files, secrets, adapters: testAdapters(`http://127.0.0.1:${port}`) };
});
afterAll(async () => {
  await rooms.close();
  outside.closeAllConnections();
  await new Promise((resolve) => outside.close(resolve));
  await rm(root, { recursive: true, force: true });
});
beforeEach(async () => {
  context = rooms.contextOf(await rooms.addWorkspace());
  [conversationId = ""] = await addConversations(context, [rooms.clock.now()]);
  await sealTokens();
});

describe("a file", () => {
  test("is fetched, judged by its bytes, given a thumbnail and shown in its thread", async () => {
    const bytes = await picture(1200, 800);
    answer = (response) => response.end(bytes);
    const { fileId, messageId } = await addFile({ name: "../a\u202egpj.exe", type: "text/html" });
    const heard = rooms.published.length;
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({
      state: "stored",
      name: "agpj.exe",
      type: "image/png",
      bytes: String(bytes.length),
      width: 1200,
      height: 800,
      thumbnail_key: expect.any(String),
    });
    expect(rooms.published.slice(heard).map((fact) => fact.kind)).toEqual(["message.changed"]);
    const [fact] = await read(context, query.selectFrom("facts").selectAll().where("subject_id", "=", messageId));
    expect(fact).toMatchObject({ kind: "message.changed", conversation_id: conversationId, actor_id: null });
  });

  test("is fetched once, however often the job runs", async () => {
    let downloads = 0;
    answer = (response) => {
      downloads += 1;
      response.end("hello");
    };
    const { fileId } = await addFile({});
    await fetchFile(context, parts, fileId, running);
    await fetchFile(context, parts, fileId, running);
    expect(downloads).toBe(1);
  });

  test.each([
    ["without an announced size", null],
    ["announced as small", 1_000],
  ])("that never ends, %s, is cut off, marked failed and leaves nothing", async (_what, bytes) => {
    const resting = process.memoryUsage.rss();
    const sent = endless();
    const { fileId } = await addFile({ bytes: bytes === null ? null : String(bytes) });
    await fetchFile(context, parts, fileId, running);
    const file = await fileOf(fileId);
    expect(file).toMatchObject({ state: "failed", failure: expect.stringContaining("larger"), storage_key: null });
    expect(sent.bytes()).toBeLessThan((bytes === null ? 70 : 10) * megabyte);
    await expect.poll(() => sent.isCut()).toBe(true);
    expect(await namesOf(context.workspaceId)).toEqual([]);
    expect(process.memoryUsage.rss() - resting).toBeLessThan(200 * megabyte);
  });

  test("announced as larger than 50 MB is not even asked for", async () => {
    answer = () => expect.unreachable();
    const { fileId } = await addFile({ bytes: String(51 * megabyte) });
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({ state: "failed", failure: expect.stringContaining("50 MB") });
  });

  test("that the service no longer has is marked failed with its sentence", async () => {
    answer = (response) => response.writeHead(404).end();
    const { fileId } = await addFile({});
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({ state: "failed", failure: "Telegram no longer has this file." });
  });

  test("that is empty is marked failed", async () => {
    answer = (response) => response.end();
    const { fileId } = await addFile({});
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({ state: "failed", failure: "This file is empty." });
  });

  test.each([
    [
      "is broken off",
      (response: ServerResponse) =>
        response.writeHead(200, { "content-length": 9 }).write("half", () => response.destroy()),
    ],
    ["fails", (response: ServerResponse) => response.writeHead(502).end()],
    ["is cut before it begins", (response: ServerResponse) => response.destroy()],
  ])("whose download %s stays to be fetched, for a day", async (_what, trouble) => {
    answer = trouble;
    const { fileId } = await addFile({});
    await expect(fetchFile(context, parts, fileId, running)).rejects.toThrow();
    expect(await fileOf(fileId)).toMatchObject({ state: "fetching" });
    rooms.clock.advance(25 * 3_600_000);
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({ state: "failed", failure: expect.stringContaining("for a day") });
    expect(await namesOf(context.workspaceId)).toEqual([]);
  });

  test("is still fetched from a paused channel, and not from a removed one", async () => {
    answer = (response) => response.end("hello");
    const { fileId } = await addFile({});
    await setChannel({ status: "PAUSED" });
    await fetchFile(context, parts, fileId, running);
    expect(await fileOf(fileId)).toMatchObject({ state: "stored" });
    const later = await addFile({});
    await setChannel({ removed_at: rooms.clock.now(), sealed_credentials: null });
    await fetchFile(context, parts, later.fileId, running);
    expect(await fileOf(later.fileId)).toMatchObject({ state: "failed", failure: expect.stringContaining("removed") });
  });
});

describe("a face", () => {
  test("becomes a square WebP that the rows of the inbox are told of; a newer one replaces it", async () => {
    const contactId = await contactOf();
    for (const size of [640, 100]) {
      const bytes = await picture(size, 300);
      answer = (response) => response.end(bytes);
      const heard = rooms.published.length;
      await fetchAvatar(context, parts, contactId, running);
      expect(rooms.published.slice(heard).map((fact) => fact.kind)).toEqual(["conversation.changed"]);
    }
    const files = await read(context, query.selectFrom("files").selectAll());
    const contacts = await read(context, query.selectFrom("contacts").select("avatar_file_id"));
    expect(files).toMatchObject([{ purpose: "contact_avatar", state: "stored", type: "image/webp" }]);
    expect(contacts).toEqual([{ avatar_file_id: files[0]?.id }]);
    const ana = await rooms.addMember(context.workspaceId, "user");
    const shown = await ana.fetch(`/api/v1/files/${files[0]?.id}`);
    expect(await sharp(await shown.bytes()).metadata()).toMatchObject({ format: "webp", width: 256, height: 256 });
  });

  test.each([
    ["no picture", (response: ServerResponse) => response.end("<svg/>")],
    ["too large", (response: ServerResponse) => sendForEver(response)],
    ["gone", (response: ServerResponse) => response.writeHead(404).end()],
  ])("that is %s leaves the initials", async (_what, given) => {
    answer = given;
    await fetchAvatar(context, parts, await contactOf(), running);
    expect(await read(context, query.selectFrom("contacts").select("avatar_file_id"))).toEqual([
      { avatar_file_id: null },
    ]);
  });

  test("is asked for again when the line was broken", async () => {
    answer = (response) => response.destroy();
    await expect(fetchAvatar(context, parts, await contactOf(), running)).rejects.toThrow();
  });
});

/** Answers the next download with a stream that goes on until somebody hangs up. */
function endless() {
  let sent: ReturnType<typeof sendForEver> | undefined;
  answer = (response) => {
    sent = sendForEver(response);
  };
  return { bytes: () => sent?.bytes() ?? 0, isCut: () => sent?.isCut() ?? false };
}

function sendForEver(response: ServerResponse) {
  const piece = Buffer.alloc(64 * 1024, "x");
  let bytes = 0;
  const send = (): void => {
    if (response.destroyed) return;
    bytes += piece.length;
    response.write(piece, () => setImmediate(send));
  };
  send();
  return { bytes: () => bytes, isCut: () => response.destroyed };
}

function picture(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: "#3a3" } })
    .png()
    .toBuffer();
}

async function addFile(announced: { name?: string; type?: string; bytes?: string | null }) {
  const fileId = newId();
  const messageId = newId();
  await transact(context, async (tx) => {
    const { channel_id } = await tx.db.selectFrom("conversations").select("channel_id").executeTakeFirstOrThrow();
    const at = tx.clock.now();
    const place = { workspace_id: tx.workspaceId, conversation_id: conversationId, created_at: at };
    await tx.db
      .insertInto("files")
      .values({ ...place, ...announced, id: fileId, purpose: "attachment", state: "fetching", source: { fileId: "F" } })
      .execute();
    const message = { direction: "inbound", kind: "document", state: "delivered" } as const;
    await tx.db
      .insertInto("messages")
      .values({ ...place, ...message, id: messageId, channel_id, file_id: fileId, sent_at: at })
      .execute();
  });
  return { fileId, messageId };
}

async function fileOf(id: string) {
  const [file] = await read(context, query.selectFrom("files").selectAll().where("id", "=", id));
  return file;
}

async function contactOf(): Promise<string> {
  const [contact] = await read(context, query.selectFrom("contacts").select("id"));
  return contact?.id ?? "";
}

async function sealTokens(): Promise<void> {
  const [channel] = await read(context, query.selectFrom("channels").select("id").where("kind", "=", kind));
  const id = channel?.id ?? "";
  await setChannel({ sealed_credentials: secrets.seal(sealPurpose(id), `123456:${"A".repeat(35)}`) });
}

async function setChannel(columns: Record<string, Buffer | Date | string | null>): Promise<void> {
  await transact(context, (tx) => tx.db.updateTable("channels").set(columns).execute());
}

async function namesOf(workspaceId: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && `${entry.parentPath}/`.match(`/${workspaceId}/|/unfinished/`))
    .map((entry) => entry.name);
}
