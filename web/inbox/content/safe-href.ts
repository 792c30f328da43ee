const allowed = new Set(["http:", "https:", "mailto:", "tel:"]);

/**
 * The address that a link of a customer's message may lead to, or null. Only web pages, mail and telephone: anything else
 * (`javascript:`, `data:`, `file:`) is shown as text. An address without a scheme is a web page, as people write them.
 */
export function safeHref(written: string): string | null {
  const trimmed = written.trim();
  const url = parse(trimmed) ?? (/^[^\s:/]+\.[^\s:/]+(?:[:/?#]|$)/u.test(trimmed) ? parse(`https://${trimmed}`) : null);
  return url && allowed.has(url.protocol) ? url.href : null;
}

/** The stretches of a plain text that are web addresses, as offsets; a closing full stop or bracket belongs to the sentence. */
export function findAddresses(text: string): { from: number; to: number }[] {
  const found: { from: number; to: number }[] = [];
  for (const match of text.matchAll(/\bhttps?:\/\/[^\s<>"“”]+/giu)) {
    const address = match[0].replace(/[.,;:!?'’)\]}…]+$/u, "");
    if (parse(address)) found.push({ from: match.index, to: match.index + address.length });
  }
  return found;
}

function parse(address: string): URL | null {
  try {
    return new URL(address);
  } catch {
    return null;
  }
}
