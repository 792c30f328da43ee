import { FileGone } from "#server/channels/adapter.ts";
import { isLoopback } from "#server/platform/is-loopback.ts";

/**
 * The address of a file, which stands in an event or in an answer. Only Facebook's own hosts are asked, over https; and the very place
 * where the Graph API is played on this machine. Throws `FileGone`.
 */
export function fileAddress(url: string, graphUrl: string): URL {
  const address = URL.parse(url);
  if (address && (isOfFacebook(address) || isPlayed(address, new URL(graphUrl)))) return address;
  throw new FileGone("This file is not on a server of Facebook, so it was not fetched.");
}

function isOfFacebook({ protocol, hostname, port, username, password }: URL): boolean {
  const isPlain = protocol === "https:" && port === "" && username === "" && password === "";
  return isPlain && /\.(fbcdn\.net|fbsbx\.com|facebook\.com)$/.test(hostname);
}

function isPlayed(address: URL, graph: URL): boolean {
  return isLoopback(graph) && address.origin === graph.origin;
}
