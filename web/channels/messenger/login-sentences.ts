import type { ChannelLogin, LoginAccount } from "#contract/channel-logins.ts";
import { titlesOf } from "#web/channels/messenger/permissions.ts";

/** What there is to say when the way back belongs to no login of this session: forged, too late, used, or of another browser. */
export const unknownLogin =
  "This way back from Facebook does not belong to a login that you have begun in this browser within the last 15 minutes, so nothing was connected. Log in with Facebook once more from here.";

/** Why a login connected nothing, and what to do. `expected` is the page that was to be renewed. */
export function loginSentence(login: ChannelLogin, expected: string | null): string {
  const { failure, person } = login;
  const missing = titlesOf(failure?.missing ?? []);
  switch (failure?.reason) {
    case "cancelled":
      return "The login was cancelled at Facebook, so nothing was connected. Log in again when you are ready.";
    case "permission_missing":
      return `Facebook did not give Wokfow ${missing.length === 1 ? "this permission" : "these permissions"}: ${list(missing)}. Without ${missing.length === 1 ? "it" : "them"} a Page cannot be connected. Ask again, and leave everything ticked.`;
    case "no_account":
      return missing.length > 0
        ? "Facebook named no Page that you have chosen. Ask again and tick the Page; if it belongs to a business portfolio, also leave “Manage your business” ticked."
        : "Facebook named no Page that you look after and have chosen. Ask again and tick the Page, or log in as somebody who looks after it.";
    case "code_refused":
      return "Facebook did not accept the end of this login, for example because it took too long. Nothing was connected; log in once more.";
    case "other_account":
      return `${person ?? "Whoever has logged in"} did not choose ${expected ?? "the Page of this channel"} at Facebook, or may not answer its messages. Log in as somebody who looks after it, and leave it ticked.`;
    case "signed_out":
      return "Your session here had ended while you were at Facebook, so nothing was connected. Log in with Facebook once more.";
    case "unreachable":
      return "Facebook cannot be reached from this server, so the login could not be ended. Check the server’s internet connection, then log in once more.";
    default:
      return "Facebook answered with an error of its own, so nothing was connected. Wait a minute, then log in once more. If it lasts, whoever operates Wokfow should look at the app’s settings at Meta.";
  }
}

/** What trying once more is called. */
export function loginVerb({ failure }: ChannelLogin): string {
  const asks = failure?.reason === "permission_missing" || failure?.reason === "no_account";
  return asks ? "Ask again" : "Log in with Facebook";
}

/** Why a page cannot be chosen, or what choosing it does; null where there is nothing to say. */
export const standingSentences: Readonly<Record<LoginAccount["standing"], string | null>> = {
  free: null,
  was_here: "Was connected here before. Its conversations continue.",
  needs_login: "Connected here, and waits for this login.",
  connected_here: "Connected here already.",
  connected_elsewhere: "Connected in another workspace. Remove it there first.",
  not_allowed: "You may not answer its messages. Somebody who manages the Page can give you the task “Messages”.",
};

/** Why a chosen page was not connected, by the code of the refusal. */
export const refusalSentences: Readonly<Record<string, string>> = {
  already_connected: "Connected here already, so nothing was changed.",
  connected_elsewhere: "Connected in another workspace, and a Page can be in one only. Remove it there first.",
  not_allowed: "You may not answer its messages. Somebody who manages the Page can give you the task “Messages”.",
};

function list(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(", ");
}
