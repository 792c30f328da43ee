/**
 * The token in what was pasted, or null when it holds none: people copy BotFather's whole message. A token is the bot's number,
 * a colon and letters, digits, `_` or `-` ("Authorizing your bot" in Telegram's Bot API).
 */
export function tokenIn(pasted: string): string | null {
  return /(?<![\w-])\d{3,20}:[\w-]{20,}/u.exec(pasted)?.[0] ?? null;
}
