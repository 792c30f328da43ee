import fc from "fast-check";
import { expect, test } from "vitest";
import type { TextEntity } from "#contract/message-content.ts";
import { type RichNode, splitEntities } from "#web/inbox/content/split-entities.ts";

const kinds = ["bold", "italic", "underline", "strikethrough", "spoiler", "code", "preformatted", "quote"] as const;
const entity = fc.record({
  kind: fc.constantFrom(...kinds),
  offset: fc.integer({ min: 0, max: 60 }),
  length: fc.integer({ min: 1, max: 60 }),
});

test("no character is lost, doubled or moved, whatever the entities are", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 50 }), fc.array(entity, { maxLength: 12 }), (text, entities) => {
      expect(
        leaves(splitEntities(text, entities))
          .map((leaf) => leaf.text)
          .join(""),
      ).toBe(text);
    }),
  );
});

test("every character carries exactly the kinds of the entities that cover it", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 40 }), fc.array(entity, { maxLength: 8 }), (text, entities) => {
      const drawn = leaves(splitEntities(text, entities)).flatMap((leaf) =>
        [...leaf.text.split("")].map(() => leaf.kinds),
      );
      expect(drawn).toEqual(text.split("").map((_, at) => kindsAt(entities, at)));
    }),
  );
});

test("an entity inside another becomes its child", () => {
  const nodes = splitEntities("say hello now", [
    { kind: "italic", offset: 4, length: 5 },
    { kind: "bold", offset: 0, length: 13 },
  ]);
  expect(nodes).toEqual([
    {
      entity: { kind: "bold", offset: 0, length: 13 },
      offset: 0,
      children: ["say ", { entity: { kind: "italic", offset: 4, length: 5 }, offset: 4, children: ["hello"] }, " now"],
    },
  ]);
});

test("offsets count UTF-16 units, so an emoji before a stretch does not shift it", () => {
  const [before, bold] = splitEntities("👍 yes", [{ kind: "bold", offset: 3, length: 3 }]);
  expect(before).toBe("👍 ");
  expect(bold).toMatchObject({ children: ["yes"] });
});

interface Leaf {
  readonly text: string;
  readonly kinds: readonly string[];
}

function leaves(nodes: readonly RichNode[], above: readonly string[] = []): Leaf[] {
  return nodes.flatMap((node) =>
    typeof node === "string"
      ? [{ text: node, kinds: sorted(above) }]
      : leaves(node.children, [...above, node.entity.kind]),
  );
}

function kindsAt(entities: readonly TextEntity[], at: number): string[] {
  return sorted(entities.filter((one) => one.offset <= at && at < one.offset + one.length).map((one) => one.kind));
}

function sorted(names: readonly string[]): string[] {
  return [...new Set(names)].toSorted();
}
