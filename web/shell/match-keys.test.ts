import { expect, it } from "vitest";
import { matchesKeys } from "#web/shell/match-keys.ts";

const bare = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

it("matches a letter only without other keys", () => {
  expect(matchesKeys("j", { ...bare, key: "j" })).toBe(true);
  expect(matchesKeys("j", { ...bare, key: "J", shiftKey: true })).toBe(false);
  expect(matchesKeys("j", { ...bare, key: "j", ctrlKey: true })).toBe(false);
  expect(matchesKeys("j", { ...bare, key: "j", altKey: true })).toBe(false);
});

it("matches combinations, with Ctrl or ⌘ alike", () => {
  expect(matchesKeys("mod+k", { ...bare, key: "k", ctrlKey: true })).toBe(true);
  expect(matchesKeys("mod+k", { ...bare, key: "k", metaKey: true })).toBe(true);
  expect(matchesKeys("mod+k", { ...bare, key: "k" })).toBe(false);
  expect(matchesKeys("shift+e", { ...bare, key: "E", shiftKey: true })).toBe(true);
});

it("matches a sign however the keyboard makes it", () => {
  expect(matchesKeys("?", { ...bare, key: "?", shiftKey: true })).toBe(true);
  expect(matchesKeys("/", { ...bare, key: "/" })).toBe(true);
  expect(matchesKeys("/", { ...bare, key: "/", shiftKey: true })).toBe(true);
  expect(matchesKeys("?", { ...bare, key: "?", ctrlKey: true })).toBe(false);
});
