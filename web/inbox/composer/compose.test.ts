import { expect, test } from "vitest";
import type { UploadedFile } from "#contract/files.ts";
import { composed, lettersLeft, newIdempotencyKey } from "#web/inbox/composer/compose.ts";
import { emptyDraft } from "#web/inbox/composer/drafts.ts";
import { idOf } from "#web/inbox/test-rows.ts";

const limits = {
  text: { maxLength: 4096 },
  caption: { maxLength: 1024 },
  photo: { maxBytes: 1_000 },
  video: { maxBytes: 5_000 },
};
const replyTo = { id: idOf(5), direction: "inbound", kind: "text", excerpt: "Is it blue?" } as const;
const file = (number: number): UploadedFile => ({
  id: idOf(number),
  name: "a.png",
  type: "image/png",
  bytes: 10,
  width: 1,
  height: 1,
  hasThumbnail: true,
});

test("a text is one message, without the blanks around it", () => {
  expect(composed({ ...emptyDraft, text: " Hello \n", replyTo }, limits)).toEqual([
    { text: "Hello", file: null, replyTo, asDocument: false, voice: null, note: null },
  ]);
});

test("the first file carries the text and the answer", () => {
  expect(composed({ ...emptyDraft, text: "Both", files: [file(1), file(2)], replyTo }, limits)).toEqual([
    { text: "Both", file: file(1), replyTo, asDocument: false, voice: null, note: null },
    { text: "", file: file(2), replyTo: null, asDocument: false, voice: null, note: null },
  ]);
});

test("a text too long for a caption follows the files", () => {
  const text = "x".repeat(1025);
  const messages = composed({ ...emptyDraft, text, files: [file(1)] }, limits);
  expect(messages.map((one) => one.text.length)).toEqual([0, 1025]);
});

test("what is left is told near the limit only, and below zero behind it", () => {
  expect(lettersLeft("x".repeat(100), limits)).toBeNull();
  expect(lettersLeft("x".repeat(4000), limits)).toBe(96);
  expect(lettersLeft("x".repeat(4100), limits)).toBe(-4);
});

test("keys are never the same", () => {
  expect(new Set(Array.from({ length: 100 }, newIdempotencyKey)).size).toBe(100);
});

test.each([
  ["image/png", 1_000, false],
  ["image/png", 1_001, true],
  ["video/mp4", 5_001, true],
  ["application/pdf", 9_000, false],
])("what is too large to be shown goes out as a document: %s of %i bytes", (type, bytes, asDocument) => {
  const [message] = composed({ ...emptyDraft, files: [{ ...file(1), type, bytes }] }, limits);
  expect(message?.asDocument).toBe(asDocument);
});
