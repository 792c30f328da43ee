import { sentenceOf } from "#web/design/sentence-of.ts";
import { Problem } from "#web/shell/problem.ts";

/** Why a bot was not connected, and what to do, by the code of the refusal. */
const sentences: Readonly<Record<string, string>> = {
  malformed_token:
    "This does not have the form of a token. It is a number, a colon and 35 letters, such as 123456789:AAE…; copy the whole of it from BotFather.",
  token_refused: "Telegram refused this token. Copy it again from BotFather, or ask it for a new one with /token.",
  already_connected: "This bot is connected here already. Use Reconnect in its menu to give it a new token.",
  connected_elsewhere:
    "This bot is connected in another workspace, and Telegram gives its messages to one only. Remove it there first, or make another bot.",
  other_account:
    "This token belongs to another bot. Paste one of this bot, or connect the other one as a channel of its own.",
};

/** The sentence for a refused token. When Telegram itself could not be reached, that is said, and the token may be right. */
export function refusalOf(error: unknown): string {
  if (!(error instanceof Problem)) return sentenceOf(error);
  if (error.code === "unreachable" && error.status > 0) {
    return "Telegram cannot be reached from this server, so the token could not be checked. Try again in a moment.";
  }
  return sentences[error.code] ?? Object.values(error.fields)[0] ?? error.message;
}
