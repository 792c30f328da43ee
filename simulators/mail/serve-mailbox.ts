import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ReceivedMail } from "./read-mail.ts";

/** A page on which all mails can be read, newest first, each with its links to click. */
export async function serveMailbox(
  mails: readonly ReceivedMail[],
  { port = 0, host = "127.0.0.1" }: { port?: number; host?: string } = {},
): Promise<{ url: string; close: () => Promise<void> }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'",
    });
    response.end(pageOf(mails));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const style = `
  :root { color-scheme: light dark; font: 14px/20px system-ui, sans-serif; }
  body { max-width: 640px; margin: 32px auto; padding: 0 16px; }
  article { margin: 16px 0; padding: 16px; border: 1px solid #8885; border-radius: 8px; }
  h2 { margin: 0; font-size: 16px; }
  p { margin: 4px 0 12px; opacity: 0.7; }
  pre { margin: 0; font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }`;

function pageOf(mails: readonly ReceivedMail[]): string {
  const shown = mails.toReversed().map(articleOf).join("");
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="3"><title>Mailbox</title><style>${style}</style></head>
<body><h1>Mailbox</h1>${shown || "<p>No e-mail has come yet. Those of every address come here.</p>"}</body></html>`;
}

function articleOf({ subject, from, to, text }: ReceivedMail): string {
  const body = asText(text).replace(/https?:\/\/[^\s<]+/g, (link) => `<a href="${link}">${link}</a>`);
  return `<article><h2>${asText(subject)}</h2><p>${asText(from)} to ${asText(to.join(", "))}</p><pre>${body}</pre></article>`;
}

function asText(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
}
