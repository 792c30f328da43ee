import { type App, announceChange, type World } from "../state/world.ts";
import { type WebhookField, webhookFields } from "./push-event.ts";

/** How long the dashboard waits for the challenge. */
const PATIENCE_MS = 20_000;

/** The callback address of an app, as set in the dashboard. */
export type NewWebhook = {
  url: string;
  verifyToken: string;
  /** Default: all that concern messages. */
  fields?: WebhookField[] | undefined;
};

/**
 * "Verify and save" of the dashboard: asks the address with `hub.mode`, `hub.verify_token` and `hub.challenge`, and keeps it when the
 * challenge comes back. Throws the dashboard's sentence when not.
 */
export async function connectWebhook(world: World, app: App, { url, verifyToken, fields }: NewWebhook): Promise<void> {
  const challenge = String(Math.floor(world.random() * 2_000_000_000));
  const asked = new URL(url);
  asked.searchParams.set("hub.mode", "subscribe");
  asked.searchParams.set("hub.challenge", challenge);
  asked.searchParams.set("hub.verify_token", verifyToken);
  const signal = AbortSignal.timeout(PATIENCE_MS);
  const response = await fetch(asked, { signal, redirect: "manual" }).catch(() => undefined);
  const answer = response?.ok ? await response.text() : undefined;
  if (answer?.trim() !== challenge) {
    const why = response ? `it answered ${response.status}` : "nobody answered";
    throw new Error(
      `The callback URL or verify token couldn't be validated (${why}). Please verify the provided information or try again later.`,
    );
  }
  app.webhook = { url, verifyToken, fields: new Set(fields ?? webhookFields), isActive: true };
  announceChange(world, { kind: "apps" });
}
