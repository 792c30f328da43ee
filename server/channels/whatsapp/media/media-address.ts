import { FileGone } from "#server/channels/adapter.ts";
import { isLoopback } from "#server/platform/is-loopback.ts";

const ownHost = "https://mmg.whatsapp.net";

/** Where a file is: `url` is what its sender wrote into the message, `directPath` a place on WhatsApp's own hosts. */
export interface MediaPlace {
  readonly url: string | null;
  readonly directPath: string | null;
}

/**
 * The address of a file. It comes from whoever sent the message, who could name any machine that this one can reach: so only WhatsApp's
 * own hosts are asked, over https; and this machine, where `webUrl` says that WhatsApp itself is played on it. Throws `FileGone`.
 */
export function mediaAddress({ url, directPath }: MediaPlace, webUrl: string): URL {
  const played = isLoopback(new URL(webUrl));
  const told = URL.parse(url ?? "");
  const host = played && told && isLoopback(told) ? told.origin : ownHost;
  const address = directPath ? URL.parse(directPath, host) : told;
  if (address && (isOfWhatsApp(address) || (played && isHere(address)))) return address;
  throw new FileGone("This file is not on a server of WhatsApp, so it was not fetched.");
}

function isOfWhatsApp({ protocol, hostname, port }: URL): boolean {
  return protocol === "https:" && port === "" && hostname.endsWith(".whatsapp.net");
}

function isHere(address: URL): boolean {
  return address.protocol === "http:" && isLoopback(address);
}
