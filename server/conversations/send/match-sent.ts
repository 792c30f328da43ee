import type { SentOutside } from "#server/channels/abilities.ts";

/** A message of which nobody knows whether the service has it. */
export interface UnknownMessage {
  readonly id: string;
  /** When its last attempt began, by our clock. */
  readonly startedAt: Date;
  readonly text: string;
  /** Null for a text. */
  readonly file: SentOutside["files"][number] | null;
}

/** What the list of the service says about a message. */
export type Finding =
  | { readonly outcome: "found"; readonly sent: SentOutside }
  | { readonly outcome: "missing" | "unclear" };

// Clocks of servers differ by less; one that differs by more than that must not make a message look missing.
const usualSkew = 2 * 60_000;
const largestSkew = 24 * 3_600_000;

/**
 * Looks for messages, oldest first, among those that the service shows and nobody here knows; each of those is one message only. `since`
 * is from when on the list is complete (null: always). A message is missing only if the list is complete, and if everything in it that
 * came since the attempt is known to be something else: what we cannot tell apart may be the one that we look for.
 */
export function matchSent(
  unknown: readonly UnknownMessage[],
  strangers: readonly SentOutside[],
  since: Date | null,
): ReadonlyMap<string, Finding> {
  const left = strangers.toSorted((one, other) => one.sentAt.getTime() - other.sentAt.getTime());
  const found = new Map<string, SentOutside>();
  for (const message of unknown) {
    const at = left.findIndex((one) => isAfter(one, message, usualSkew) && isSame(one, message));
    const [sent] = at < 0 ? [] : left.splice(at, 1);
    if (sent) found.set(message.id, sent);
  }
  return new Map(unknown.map((message) => [message.id, findingOf(message, found.get(message.id), left, since)]));
}

function findingOf(
  message: UnknownMessage,
  sent: SentOutside | undefined,
  left: readonly SentOutside[],
  since: Date | null,
): Finding {
  if (sent) return { outcome: "found", sent };
  const isComplete = since === null || since.getTime() < message.startedAt.getTime() - usualSkew;
  const mayBeOne = left.some(
    (one) => isAfter(one, message, usualSkew) || (isAfter(one, message, largestSkew) && isSame(one, message)),
  );
  return { outcome: isComplete && !mayBeOne ? "missing" : "unclear" };
}

function isAfter({ sentAt }: SentOutside, { startedAt }: UnknownMessage, skew: number): boolean {
  return sentAt.getTime() >= startedAt.getTime() - skew;
}

/** The same words, but for spaces, which a service may take away; or one file of that kind, which may be shown as a document. */
function isSame({ text, files }: SentOutside, message: UnknownMessage): boolean {
  if (message.file === null) return plain(text) === plain(message.text);
  const [file, ...others] = files;
  return others.length === 0 && (file === message.file || file === "document");
}

function plain(text: string): string {
  return text.normalize("NFC").replaceAll(/\s+/g, " ").trim();
}
