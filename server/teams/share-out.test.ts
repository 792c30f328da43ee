import fc from "fast-check";
import { expect, test } from "vitest";
import { type Candidate, shareOut } from "#server/teams/share-out.ts";

const team = fc
  .array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 12 })
  .map((open) => open.map((count, index): Candidate => ({ memberId: `m${index}`, open: count })));
const waiting = fc
  .integer({ min: 0, max: 80 })
  .map((count) => Array.from({ length: count }, (_, index) => `c${index}`));
const caps = fc.option(fc.integer({ min: 1, max: 15 }), { nil: null });
const rules = fc.constantFrom("round_robin" as const, "fewest_open" as const);

test("gives the longest waiting first, each once, nobody above the cap, and leaves nothing that somebody may take", () => {
  fc.assert(
    fc.property(waiting, team, rules, caps, (conversations, candidates, distribution, cap) => {
      const gifts = shareOut(conversations, candidates, { distribution, cap });
      expect(gifts.map(({ conversationId }) => conversationId)).toEqual(conversations.slice(0, gifts.length));
      const free = candidates.reduce((sum, { open }) => sum + Math.max(0, (cap ?? 1_000) - open), 0);
      expect(gifts.length).toBe(Math.min(conversations.length, free));
      for (const { memberId, open } of candidates) {
        const given = gifts.filter((gift) => gift.memberId === memberId).length;
        expect(given === 0 || open + given <= (cap ?? 1_000)).toBe(true);
      }
    }),
  );
});

test("round robin gives everybody as many, whatever they have open, beginning with who waits longest", () => {
  fc.assert(
    fc.property(waiting, team, (conversations, candidates) => {
      const gifts = shareOut(conversations, candidates, { distribution: "round_robin", cap: null });
      const turns = gifts.map((_, index) => candidates[index % candidates.length]?.memberId);
      expect(gifts.map(({ memberId }) => memberId)).toEqual(turns);
    }),
  );
});

test("fewest open gives each to one of those who have the fewest by then", () => {
  fc.assert(
    fc.property(waiting, team, caps, (conversations, candidates, cap) => {
      const open = new Map(candidates.map((candidate) => [candidate.memberId, candidate.open]));
      for (const { memberId } of shareOut(conversations, candidates, { distribution: "fewest_open", cap })) {
        expect(open.get(memberId)).toBe(Math.min(...open.values()));
        open.set(memberId, (open.get(memberId) ?? 0) + 1);
      }
    }),
  );
});

test("what a team claims by hand is given to nobody", () => {
  expect(shareOut(["c0"], [{ memberId: "m0", open: 0 }], { distribution: "by_hand", cap: null })).toEqual([]);
});
