import { announceChange, type Page } from "../state/world.ts";
import { webhookFields } from "../webhook/push-event.ts";
import { type Call, type Caller, text } from "./call.ts";
import { requirePage, requireScope } from "./find-caller.ts";
import { badParameter } from "./graph-error.ts";

/** https://developers.facebook.com/docs/graph-api/reference/page/subscribed_apps */
export function answerSubscribedApps(call: Call, caller: Caller) {
  const page = requirePage(call, caller);
  requireScope(call.world, caller, "pages_manage_metadata");
  if (call.verb === "GET") return { data: subscribedApps(call, page) };
  if (call.verb === "DELETE") {
    page.subscriptions.delete(caller.app.id);
  } else {
    const fields = wantedFields(call);
    // What concerns messages needs the permission for messages too.
    requireScope(call.world, caller, "pages_messaging");
    page.subscriptions.set(caller.app.id, new Set(fields));
  }
  announceChange(call.world, { kind: "pages" });
  return { success: true };
}

function wantedFields({ params }: Call): string[] {
  const { subscribed_fields: given } = params;
  const list = Array.isArray(given) ? given.map(String) : (text(params, "subscribed_fields") ?? "").split(",");
  const fields = list.map((field) => field.trim()).filter((field) => field !== "");
  const known: readonly string[] = webhookFields;
  if (fields.length === 0) throw badParameter("The parameter subscribed_fields is required");
  const wrong = fields.findIndex((field) => !known.includes(field));
  if (wrong >= 0) {
    const choice = webhookFields.join(", ");
    throw badParameter(`Param subscribed_fields[${wrong}] must be one of {${choice}} - got "${fields[wrong]}".`);
  }
  return fields;
}

function subscribedApps({ world }: Call, page: Page) {
  return [...page.subscriptions].flatMap(([id, fields]) => {
    const app = world.apps.get(id);
    if (!app) return [];
    const link = `https://www.facebook.com/games/?app_id=${id}`;
    return [{ category: "Business", link, name: app.name, id, subscribed_fields: [...fields] }];
  });
}
