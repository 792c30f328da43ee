import { Readable } from "node:stream";
import { z } from "zod";
import { type Connection, FileGone } from "#server/channels/adapter.ts";
import { callTelegram, type TelegramLine } from "#server/channels/telegram/call-telegram.ts";

const fileSource = z.object({ fileId: z.string() });
const patience = 30_000;
/** Telegram scales profile photos; from this edge on they are sharp enough for a face in a list. */
const faceEdge = 300;

/** Opens the bytes behind a `file_id`. Rejects with `FileGone` when asking again would not help. */
export async function openFile(
  line: TelegramLine,
  { token }: Connection,
  source: unknown,
  signal: AbortSignal,
): Promise<Readable> {
  const parsed = fileSource.safeParse(source);
  if (!parsed.success) throw new FileGone("Telegram did not say which file this is.");
  const query = { file_id: parsed.data.fileId };
  const options = { token, timeoutMilliseconds: patience, signal };
  const answer = await callTelegram(line, options, (methods, stop) => methods.getFile(query, stop));
  if (answer.ok) return download(line, token, answer.result.file_path, signal);
  const { failure } = answer;
  if (failure.kind !== "refused" || failure.code !== 400) throw new Error("Telegram did not hand the file over now.");
  // "The file can't be bigger than 20 MB": core.telegram.org/bots/api#getfile
  if (/too big/i.test(failure.description)) throw new FileGone("Telegram hands bots no file larger than 20 MB.");
  throw new FileGone("Telegram no longer has this file.");
}

/** Opens the newest profile photo of a person, null when there is none that the bot may see. */
export async function openAvatar(
  line: TelegramLine,
  connection: Connection,
  personId: string,
  signal: AbortSignal,
): Promise<Readable | null> {
  const query = { user_id: Number(personId), limit: 1 };
  const options = { token: connection.token, timeoutMilliseconds: patience, signal };
  const answer = await callTelegram(line, options, (methods, stop) => methods.getUserProfilePhotos(query, stop));
  if (!answer.ok) {
    if (answer.failure.kind === "refused" && answer.failure.code === 400) return null;
    throw new Error("Telegram did not say whether this person has a picture.");
  }
  const sizes = answer.result.photos[0] ?? [];
  const chosen = sizes.find((size) => size.width >= faceEdge) ?? sizes.at(-1);
  return chosen ? openFile(line, connection, { fileId: chosen.file_id }, signal) : null;
}

/** The address holds the token, so nothing that could quote it leaves this function. */
async function download(
  { apiRoot }: TelegramLine,
  token: string,
  path: string | undefined,
  signal: AbortSignal,
): Promise<Readable> {
  if (!path) throw new FileGone("Telegram no longer has this file.");
  const response = await fetch(`${apiRoot}/file/bot${token}/${path}`, { signal, redirect: "error" }).catch(() => null);
  if (response?.status === 404) throw new FileGone("Telegram no longer has this file.");
  if (!response?.ok || !response.body) throw new Error("Telegram broke the download off.");
  return Readable.from(response.body, { objectMode: false });
}
