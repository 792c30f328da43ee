import type { Readable } from "node:stream";
import { z } from "zod";
import { FileGone } from "#server/channels/adapter.ts";
import { callGraph } from "#server/channels/messenger/call-graph.ts";
import { download } from "#server/channels/messenger/files/download.ts";
import { isFinal } from "#server/channels/messenger/files/is-final.ts";
import type { PageAccess } from "#server/channels/messenger/page-access.ts";

const fileSource = z.object({ url: z.string(), mid: z.string(), place: z.int().min(0) });

const withUrl = z.object({ url: z.string() }).optional().catch(undefined);
const message = z.object({
  attachments: z
    .object({ data: z.array(z.object({ image_data: withUrl, video_data: withUrl, file_url: z.string().optional() })) })
    .optional(),
});

const patience = 20_000;

/**
 * Opens the bytes of a file that came with a message; when its address has ended, the message is asked for a new one. Rejects with
 * `FileGone` when asking again would not help.
 */
export async function openFile(access: PageAccess, source: unknown, signal: AbortSignal): Promise<Readable> {
  const parsed = fileSource.safeParse(source);
  if (!parsed.success) throw new FileGone("Messenger did not say where this file is.");
  const { url, mid, place } = parsed.data;
  const opened = await download(url, access.line.root, signal);
  if (opened) return opened;
  const renewed = await download(await newAddress(access, mid, place, signal), access.line.root, signal);
  if (!renewed) throw new FileGone("Facebook no longer has this file.");
  return renewed;
}

/** developers.facebook.com/docs/graph-api/reference/message */
async function newAddress(access: PageAccess, mid: string, place: number, signal: AbortSignal): Promise<string> {
  const answer = await callGraph(access.line, {
    verb: "GET",
    path: encodeURIComponent(mid),
    token: access.pageToken,
    query: { fields: "attachments" },
    answer: message,
    timeoutMilliseconds: patience,
    signal,
  });
  if (!answer.ok) {
    if (isFinal(answer.failure)) throw new FileGone("Facebook no longer has this file.");
    throw new Error("Facebook did not say where this file is now.");
  }
  const file = answer.result.attachments?.data[place];
  const url = file?.image_data?.url ?? file?.video_data?.url ?? file?.file_url;
  if (url === undefined) throw new FileGone("Facebook no longer has this file.");
  return url;
}
