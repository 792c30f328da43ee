import type { proto } from "baileys";
import type { FileSource, Renewal } from "#server/channels/abilities.ts";
import { onAbort } from "#server/channels/running/wait.ts";
import type { LiveDevice } from "#server/channels/whatsapp/live-device.ts";

const patienceMilliseconds = 40_000;
// What the phone answers: it knows no such message, or cannot prove that we may have its file. Anything else may pass.
const final: ReadonlySet<number> = new Set([404, 412]);

/** Asks the phone to upload a file once more that the server no longer has. */
export async function renewFile(
  { sock, ended }: LiveDevice,
  source: FileSource,
  signal: AbortSignal,
): Promise<Renewal> {
  const { messageId, chatId, mediaKey, isOurs } = source;
  if (typeof messageId !== "string" || typeof chatId !== "string" || typeof mediaKey !== "string")
    return { outcome: "gone" };
  const media: proto.Message.IDocumentMessage = { mediaKey: Buffer.from(mediaKey, "base64") };
  const asked = sock.updateMediaMessage({
    key: { remoteJid: chatId, id: messageId, fromMe: isOurs === 1 },
    message: { documentMessage: media },
  });
  const stop = AbortSignal.any([signal, ended, AbortSignal.timeout(patienceMilliseconds)]);
  try {
    await Promise.race([asked, whenAborted(stop)]);
    return media.directPath
      ? { outcome: "renewed", source: { ...source, directPath: media.directPath } }
      : { outcome: "gone" };
  } catch (error) {
    asked.catch(() => undefined);
    if (final.has(statusOf(error))) return { outcome: "gone" };
    return { outcome: "failed", reason: ended.aborted ? "unreachable" : "silent" };
  }
}

function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    onAbort(signal, () => reject(signal.reason));
  });
}

/** Baileys throws errors of HTTP. */
function statusOf(error: unknown): number {
  const output: unknown = error instanceof Error && "output" in error ? error.output : null;
  const status: unknown =
    typeof output === "object" && output !== null && "statusCode" in output ? output.statusCode : null;
  return typeof status === "number" ? status : 0;
}
