import type { Readable } from "node:stream";
import { z } from "zod";
import type { LineVerb } from "#server/channels/lines/line-verb.ts";

const mostBytes = 2 * 1024 * 1024;

/** Reads a customer's picture; it is small enough to travel in the answer, as base64. `bytes` is null when there is none. */
export const openAvatarVerb: LineVerb<{ personId: string }, { bytes: string | null }> = {
  name: "open avatar",
  asked: z.object({ personId: z.string() }),
  answer: z.object({ bytes: z.string().nullable() }),
  patience: 15_000,
  async perform(adapter, connection, { personId }, signal) {
    const opened = await adapter.openAvatar(connection, personId, signal);
    return { bytes: opened && (await readWhole(opened)) };
  },
  untaken: { bytes: null },
  unanswered: () => ({ bytes: null }),
};

async function readWhole(opened: Readable): Promise<string | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of opened) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
  }
  return Buffer.concat(chunks).toString("base64");
}
