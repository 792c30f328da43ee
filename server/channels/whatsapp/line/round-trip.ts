import type { WASocket } from "baileys";

const server = "@s.whatsapp.net";

/** Asks the server for a sign of life, as WhatsApp Web does; answers how many milliseconds it took, null when none came in time. */
export async function roundTrip(sock: WASocket, milliseconds: number): Promise<number | null> {
  const started = performance.now();
  const ping = {
    tag: "iq",
    attrs: { to: server, type: "get", xmlns: "w:p" },
    content: [{ tag: "ping", attrs: {} }],
  };
  try {
    const answer: unknown = await sock.query(ping, milliseconds);
    return answer === undefined ? null : Math.round(performance.now() - started);
  } catch {
    return null;
  }
}
