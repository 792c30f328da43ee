import { buffer } from "node:stream/consumers";
import type { LoginAccount } from "#server/channels/connecting.ts";
import { download } from "#server/channels/messenger/files/download.ts";
import { capContent } from "#server/media/cap-content.ts";
import { isPicture, judgeType } from "#server/media/judge-type.ts";

const waitMilliseconds = 5_000;
// Of 96 × 96 pixels; the largest seen have half of it. All those of a login are kept together.
const mostBytes = 40_000;

/**
 * The picture behind an address that Facebook gave; null when there is none, or none in time: it only helps to recognise a page. Whatever
 * the address says, nobody but Facebook is asked, and what comes is judged by its bytes.
 */
export async function openPicture(
  address: string | undefined,
  graphUrl: string,
  signal: AbortSignal,
): Promise<LoginAccount["picture"]> {
  if (!address) return null;
  try {
    const patience = AbortSignal.any([signal, AbortSignal.timeout(waitMilliseconds)]);
    const opened = await download(address, graphUrl, patience);
    if (!opened) return null;
    const bytes = await buffer(capContent(opened, mostBytes));
    const type = await judgeType(bytes);
    return isPicture(type) ? { type, bytes } : null;
  } catch {
    return null;
  }
}
