import fc from "fast-check";
import { expect, test } from "vitest";
import { linesOf } from "#web/shell/lines-of.ts";

function inPieces(bytes: Uint8Array, sizes: readonly number[]): ReadableStream<Uint8Array<ArrayBuffer>> {
  let from = 0;
  let turn = 0;
  return new ReadableStream({
    pull(controller) {
      if (from >= bytes.length) return controller.close();
      const size = sizes[turn % sizes.length] ?? 1;
      controller.enqueue(Uint8Array.from(bytes.subarray(from, from + size)));
      from += size;
      turn += 1;
    },
  });
}

async function all(body: Parameters<typeof linesOf>[0]): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of linesOf(body)) lines.push(line);
  return lines;
}

test("lines come out as they went in, wherever the network cuts them", async () => {
  const line = fc.string({ unit: "grapheme", minLength: 1 }).filter((text) => !text.includes("\n"));
  const sizes = fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 });
  await fc.assert(
    fc.asyncProperty(fc.array(line), sizes, async (lines, cuts) => {
      const bytes = new TextEncoder().encode(lines.map((text) => `\n${text}\n`).join(""));
      expect(await all(inPieces(bytes, cuts))).toEqual(lines);
    }),
    { seed: 4 },
  );
});

test("what was cut off in the middle is no line", async () => {
  const bytes = new TextEncoder().encode('{"kind":"paired"}\n{"kind":"lin');
  expect(await all(inPieces(bytes, [5]))).toEqual(['{"kind":"paired"}']);
  expect(await all(null)).toEqual([]);
});
