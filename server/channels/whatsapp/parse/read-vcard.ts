import { clip } from "#server/channels/whatsapp/parse/clip.ts";

const most = 50;
const longest = 200;

/** A person whose card somebody sent. */
export interface SharedContact {
  readonly name: string;
  readonly phones: readonly string[];
}

/** Reads name and numbers of a vCard (RFC 6350); what its sender called the contact stands for a missing name. */
export function readVcard(vcard: string, displayName: string): SharedContact {
  // Long lines are folded: what goes on begins with a space.
  const lines = vcard
    .slice(0, 100_000)
    .replace(/\r?\n[ \t]/g, "")
    .split(/\r?\n/);
  const fields = lines.flatMap((line) => {
    const colon = line.indexOf(":");
    const name = /^(?:[\w-]+\.)?(FN|TEL)(?:;|$)/i.exec(line.slice(0, Math.max(colon, 0)))?.[1];
    return name ? [{ name: name.toUpperCase(), value: plain(line.slice(colon + 1)) }] : [];
  });
  const phones = fields.flatMap(({ name, value }) => (name === "TEL" && value ? [value.replace(/^tel:/i, "")] : []));
  const name = fields.find((field) => field.name === "FN")?.value;
  return {
    name: name || clip(displayName, longest).trim() || phones[0] || "Contact",
    phones: [...new Set(phones)].slice(0, most),
  };
}

function plain(value: string): string {
  const text = value
    .replace(/\\n/gi, " ")
    .replace(/\\([,;\\])/g, "$1")
    .trim();
  return clip(text, longest);
}
