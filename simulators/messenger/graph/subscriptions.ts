import type { Call, Caller } from "./call.ts";
import { GraphError, noSuchObject } from "./graph-error.ts";

/** What the operator has entered as the webhook of an app. https://developers.facebook.com/docs/graph-api/reference/app/subscriptions */
export function answerSubscriptions({ version, parts: [id = ""] }: Call, { app, token }: Caller) {
  if (token) throw new GraphError(15, "(#15) This method must be called with an app access_token.");
  if (id !== app.id) throw noSuchObject(id);
  const { webhook } = app;
  if (!webhook) return { data: [] };
  const fields = [...webhook.fields].map((name) => ({ name, version }));
  return { data: [{ object: "page", callback_url: webhook.url, active: webhook.isActive, fields }] };
}
