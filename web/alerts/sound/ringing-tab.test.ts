import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { RingingTab } from "#web/alerts/sound/ringing-tab.ts";

interface Tab {
  readonly part: RingingTab;
  readonly line: BroadcastChannel;
  readonly rang: string[];
  readonly unheard: string[];
}

let browser = 0;
const open: Tab[] = [];

beforeEach(() => {
  browser += 1;
});
afterEach(() => {
  for (const tab of open.splice(0)) tab.part.close();
});

/** Opens a tab of this test's browser, over the real channel between tabs. Names sort by the time of opening. */
function openTab(name: string): Tab {
  const line = new BroadcastChannel(`sound-${browser}`);
  const rang: string[] = [];
  const unheard: string[] = [];
  const part = new RingingTab({
    line,
    tab: name,
    ring: (messageId) => rang.push(messageId),
    unheard: (messageId) => unheard.push(messageId),
    patience: 50,
  });
  const tab = { part, line, rang, unheard };
  open.push(tab);
  return tab;
}

/** Two tabs that know each other and may both sound. */
async function twoTabs(): Promise<[Tab, Tab]> {
  const first = openTab("1");
  const second = openTab("2");
  first.part.setAble(true);
  second.part.setAble(true);
  await agreed(first, second);
  return [first, second];
}

/** Waits until what was said before has been heard on both sides: the second tab leaves the turn to the first. */
async function agreed(first: Tab, second: Tab): Promise<void> {
  const probe = `probe-${Math.random()}`;
  await vi.waitFor(
    () => {
      const trial = `${probe}-${Math.random()}`;
      for (const tab of [first, second]) tab.part.hear(trial);
      expect(second.rang).not.toContain(trial);
      expect(first.rang).toContain(trial);
    },
    { timeout: 30_000 },
  );
  for (const tab of [first, second]) tab.rang.length = 0;
}

it("rings in the oldest tab only", async () => {
  const [first, second] = await twoTabs();
  for (const messageId of ["a", "b"]) for (const tab of [second, first]) tab.part.hear(messageId);
  await expect.poll(() => first.rang).toEqual(["a", "b"]);
  expect(second.rang).toEqual([]);
});

it("rings once for a message that is told twice", () => {
  const tab = openTab("1");
  tab.part.setAble(true);
  for (const messageId of ["a", "a"]) tab.part.hear(messageId);
  expect(tab.rang).toEqual(["a"]);
});

it("passes the turn on when the tab closes, and when it may no longer sound", async () => {
  const [first, second] = await twoTabs();
  first.part.setAble(false);
  await vi.waitFor(
    () => {
      const messageId = `quiet-${Math.random()}`;
      for (const tab of [first, second]) tab.part.hear(messageId);
      expect(second.rang).toContain(messageId);
    },
    { timeout: 30_000 },
  );
  open.shift()?.part.close();
  second.part.hear("closed");
  await expect.poll(() => second.rang).toContain("closed");
});

it("takes the turn of a tab that has died without a word", async () => {
  const [first, second] = await twoTabs();
  first.line.onmessage = null;
  second.part.hear("a");
  await expect.poll(() => second.rang).toEqual(["a"]);
});

it("gives the turn back to a tab that was only slow", async () => {
  const [first, second] = await twoTabs();
  second.part.hear("a");
  await expect.poll(() => second.rang).toEqual(["a"]);
  await vi.waitFor(
    () => {
      const messageId = `later-${Math.random()}`;
      first.part.hear(messageId);
      second.part.hear(messageId);
      expect(first.rang).toContain(messageId);
      expect(second.rang).not.toContain(messageId);
    },
    { timeout: 30_000 },
  );
  expect(first.rang).not.toContain("a");
});

it("says so when the browser blocks sound in every tab", async () => {
  const first = openTab("1");
  const second = openTab("2");
  first.part.hear("a");
  second.part.hear("a");
  expect([first.unheard, second.unheard]).toEqual([["a"], ["a"]]);
});
