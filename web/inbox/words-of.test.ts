import { expect, test } from "vitest";
import type { MessageContent } from "#contract/message-content.ts";
import { fileOf } from "#web/inbox/test-rows.ts";
import { excerptOfContent, wordsOf } from "#web/inbox/words-of.ts";

const nothing = { text: "", entities: [] };

test.each<[MessageContent, string]>([
  [{ kind: "text", text: "Is it\n blue?", entities: [] }, "Is it blue?"],
  [{ kind: "photo", ...nothing, attachment: fileOf(), viewOnce: false }, "Photo"],
  [{ kind: "video", ...nothing, attachment: fileOf(), viewOnce: false }, "Video"],
  [{ kind: "video", ...nothing, text: "Look", attachment: fileOf(), viewOnce: false }, "Look"],
  [{ kind: "voice", ...nothing, attachment: fileOf({ seconds: 12.4 }), viewOnce: false }, "Voice message 0:12"],
  [{ kind: "voice", ...nothing, attachment: fileOf(), viewOnce: false }, "Voice message"],
  [{ kind: "audio", ...nothing, attachment: fileOf({ seconds: 3_723 }) }, "Audio 1:02:03"],
  [{ kind: "location", latitude: 1, longitude: 2, name: null, address: null }, "Location"],
  [{ kind: "location", latitude: 1, longitude: 2, name: "Old town", address: "Main St" }, "Location: Old town"],
  [{ kind: "contacts", contacts: [{ name: "Ana", phones: [] }] }, "Contact: Ana"],
  [{ kind: "removed" }, "This message was deleted"],
  [{ kind: "undecryptable" }, "Waiting for this message"],
])("%j is said as %s", (content, words) => {
  expect(wordsOf({ kind: content.kind, excerpt: excerptOfContent(content) })).toBe(words);
});
