import { isSameText } from "#server/platform/secrets/is-same-text.ts";

/**
 * What to answer Meta when it asks whether an address is ours; null without the word that the operator has entered in the app's dashboard:
 * developers.facebook.com/docs/graph-api/webhooks/getting-started#verification-requests.
 */
export function greet(
  verifyToken: string | undefined,
  query: Readonly<Record<string, string | undefined>>,
): string | null {
  const { "hub.mode": mode, "hub.verify_token": word, "hub.challenge": challenge } = query;
  if (verifyToken === undefined || mode !== "subscribe" || word === undefined || challenge === undefined) return null;
  return isSameText(word, verifyToken) ? challenge : null;
}
