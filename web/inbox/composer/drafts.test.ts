import { expect, test } from "vitest";
import { emptyDraft, keepDraft, readDraft } from "#web/inbox/composer/drafts.ts";

const place = { memberId: "ana", conversationId: "lena", kind: "reply" } as const;

test("a draft is read as it was kept, by its own member alone", () => {
  const kept = storage();
  keepDraft(() => kept, place, { ...emptyDraft, text: "Hello\nLena" });
  expect(readDraft(() => kept, place).text).toBe("Hello\nLena");
  expect(readDraft(() => kept, { ...place, memberId: "omar" })).toEqual(emptyDraft);
  expect(readDraft(() => kept, { ...place, kind: "note" })).toEqual(emptyDraft);
});

test("an empty draft leaves nothing behind", () => {
  const kept = storage();
  keepDraft(() => kept, place, { ...emptyDraft, text: "x" });
  keepDraft(() => kept, place, emptyDraft);
  expect(kept.length).toBe(0);
});

test.each(["not json", "null", "7", '{"text":3,"files":"x"}'])(
  "what cannot be read, such as %s, is an empty draft",
  (written) => {
    const kept = storage();
    kept.setItem("wokfow.draft.ana.lena", written);
    expect(readDraft(() => kept, place)).toEqual(emptyDraft);
  },
);

test("a browser that blocks its storage writes without drafts", () => {
  const blocked = () => {
    throw new DOMException("denied", "SecurityError");
  };
  keepDraft(blocked, place, { ...emptyDraft, text: "x" });
  expect(readDraft(blocked, place)).toEqual(emptyDraft);
});

/** A browser's storage, as far as drafts use it. */
function storage(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    key: (index) => [...kept.keys()][index] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
  };
}
