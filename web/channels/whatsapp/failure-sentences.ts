import type { LinkFailure } from "#contract/channel-links.ts";
import { counted } from "#web/design/format-number.ts";

/** What is known of a link that failed. */
export interface FailedLink {
  readonly reason: LinkFailure;
  /** The number of the phone, where it came so far. */
  readonly account: string | null;
  /** After how many milliseconds. */
  readonly after: number;
  /** The number of the channel that was to be linked again. */
  readonly expected: string | null;
}

/** Why a phone was not linked, and what to do. */
export function failureSentence({ reason, account, after, expected }: FailedLink): string {
  const number = account ?? "This number";
  switch (reason) {
    case "no_scan":
      return `Nobody has used a code for ${counted(Math.max(1, Math.round(after / 60_000)), "minute")}, so they have ended. Show a new one when the phone is at hand.`;
    case "already_connected":
      return `${number} is connected here already, and nothing was changed. To link it anew, choose “Scan again” in the menu of its channel.`;
    case "connected_elsewhere":
      return `${number} is connected in another workspace, and a number can be in one only. Remove it there first, or use another phone.`;
    case "other_account":
      return `This phone has ${account ?? "another number"}, but the channel is that of ${expected ?? "another one"}. Use the phone of that number, or connect this one as a channel of its own.`;
    case "unreachable":
      return "WhatsApp cannot be reached from this server, or the connection broke. Check the server’s internet connection, then try again.";
    case "silent":
      return "WhatsApp takes the call but does not answer. Wait a minute, then try again.";
    case "refused_by_phone":
      return "The phone and this server could not confirm each other, so nothing was linked. Bring WhatsApp on the phone up to date, then try again.";
    case "server_unproven":
      return "Who answers in WhatsApp’s place cannot prove to be WhatsApp, so nothing was sent to it. Check what stands between this server and the internet, such as a proxy, then try again.";
    case "service_error":
      return "WhatsApp answered with an error of its own. Wait a few minutes, then try again; after many tries it takes no new devices for some hours.";
    case "failed_here":
      return "Wokfow could not keep the link, so the phone was not linked. Try again; if it comes back, tell the person who runs your Wokfow.";
  }
}

/** What trying once more is called; a number that is connected here stays so however often it is tried. */
export function retryVerb(reason: LinkFailure | null): string {
  if (reason === "already_connected") return "Link another phone";
  return reason === "no_scan" ? "Show a new code" : "Try again";
}
