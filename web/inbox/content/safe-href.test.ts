import fc from "fast-check";
import { expect, test } from "vitest";
import { findAddresses, safeHref } from "#web/inbox/content/safe-href.ts";

test.each([
  ["https://example.com/a?b=1", "https://example.com/a?b=1"],
  ["http://example.com", "http://example.com/"],
  ["example.com/shop", "https://example.com/shop"],
  ["mailto:ana@example.com", "mailto:ana@example.com"],
  ["tel:+4915112345", "tel:+4915112345"],
])("%s may be followed", (written, href) => {
  expect(safeHref(written)).toBe(href);
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "java\nscript:alert(1)",
  "data:text/html,x",
  "file:///etc/passwd",
  "vbscript:x",
  "blob:https://example.com/1",
  "//evil",
  "hello",
  "",
])("%j may not", (written) => {
  expect(safeHref(written)).toBeNull();
});

test("whatever is written, only web pages, mail and telephone are ever followed", () => {
  const schemes = fc.constantFrom("", "https://", "http:", "javascript:", "data:", " file://", "tel:", "x.y:");
  fc.assert(
    fc.property(schemes, fc.string(), (scheme, rest) => {
      const href = safeHref(scheme + rest);
      if (href !== null) expect(["http:", "https:", "mailto:", "tel:"]).toContain(new URL(href).protocol);
    }),
  );
});

test("addresses are found in a sentence without its punctuation", () => {
  const text = "See https://example.com/a_(b), or (http://example.org/x). Thanks";
  expect(findAddresses(text).map(({ from, to }) => text.slice(from, to))).toEqual([
    "https://example.com/a_(b",
    "http://example.org/x",
  ]);
});
