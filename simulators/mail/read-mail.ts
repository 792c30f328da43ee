/** A mail as its reader sees it. */
export type ReceivedMail = {
  /** The addresses that it was delivered to. */
  to: string[];
  from: string;
  subject: string;
  /** Every header by its name in lower case, decoded. */
  headers: Record<string, string>;
  text: string;
  /** The addresses in its text, in their order. */
  links: string[];
};

/** Reads a mail of one plain text, as RFC 5322 and MIME write it; of one with parts it shows the source. */
export function readMail(raw: string, to: string[]): ReceivedMail {
  const [, head = "", body = ""] = /^(.*?)\r?\n\r?\n(.*)$/s.exec(raw) ?? [];
  const headers = readHeaders(head);
  const text = decodeBody(body, headers["content-transfer-encoding"] ?? "7bit").replaceAll("\r\n", "\n");
  return {
    to,
    from: headers.from ?? "",
    subject: headers.subject ?? "",
    headers,
    text,
    links: text.match(/https?:\/\/\S+/g) ?? [],
  };
}

function readHeaders(head: string): Record<string, string> {
  const unfolded = head.replace(/\r?\n[ \t]+/g, " ");
  const pairs = unfolded.split(/\r?\n/).map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())] as const;
  });
  return Object.fromEntries(pairs);
}

/** Words of other than plain letters, as RFC 2047 writes them: `=?utf-8?Q?M=C3=BChle?=`. Space between two of them is none. */
function decodeWords(value: string): string {
  const joined = value.replace(/(\?=)\s+(=\?)/g, "$1$2");
  return joined.replace(/=\?[\w-]+\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
    kind.toLowerCase() === "b" ? Buffer.from(word, "base64").toString() : decodeQuoted(word.replaceAll("_", " ")),
  );
}

function decodeBody(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString();
  return encoding === "quoted-printable" ? decodeQuoted(body.replace(/=\r?\n/g, "")) : body;
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString();
}
