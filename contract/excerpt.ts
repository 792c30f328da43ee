import type { ContentKind } from "#contract/message-content.ts";

/** What of a message can stand for it in one line, whether it is being stored or shown. */
interface Sayable {
  readonly kind: ContentKind;
  readonly text?: string;
  readonly name?: string | null;
  readonly address?: string | null;
  readonly contacts?: readonly { readonly name: string }[];
  readonly label?: string;
  readonly title?: string | null;
}

/**
 * What a message says beyond its kind, for lists and quotations: its words, else the length of a sound ("0:12"), the name of a place or
 * those of contacts, the words on a button, the title of an ad. Empty where the kind alone says it. `seconds` is the length of its file, where that is known.
 */
export function excerptOf(content: Sayable, seconds: number | null = null): string {
  if (content.text) return content.text;
  if (content.kind === "voice" || content.kind === "audio") return seconds === null ? "" : clockOf(seconds);
  if (content.kind === "location") return content.name || content.address || "";
  if (content.kind === "button") return content.label ?? "";
  if (content.kind === "referral") return content.title ?? "";
  if (content.kind === "contacts") return (content.contacts ?? []).map(({ name }) => name).join(", ");
  return "";
}

/** A length of time as players write it: "0:12", "1:02:03". */
export function clockOf(seconds: number): string {
  const whole = Math.round(seconds);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const ends = String(rest).padStart(2, "0");
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, "0")}:${ends}` : `${minutes}:${ends}`;
}

/** Whether an excerpt is the length of a sound and no words. */
export function isClock(excerpt: string): boolean {
  return /^(?:\d+:)?\d?\d:\d\d$/.test(excerpt);
}
