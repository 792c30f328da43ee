import { answerAccounts } from "./accounts.ts";
import { type Call, type Caller, fieldsOf } from "./call.ts";
import { answerConversations } from "./conversations.ts";
import { answerDebugToken } from "./debug-token.ts";
import { findCaller } from "./find-caller.ts";
import { GraphError, noSuchObject } from "./graph-error.ts";
import { answerMe, answerPermissions } from "./me.ts";
import { answerAccessToken } from "./oauth-access-token.ts";
import { presentPage, presentPicture } from "./page-fields.ts";
import { answerProfile } from "./profile.ts";
import { answerMessage } from "./read-message.ts";
import { answerMessages } from "./send-message.ts";
import { answerSubscribedApps } from "./subscribed-apps.ts";
import { answerSubscriptions } from "./subscriptions.ts";
import { answerUpload } from "./take-attachment.ts";

type Answer = (call: Call, caller: Caller) => unknown;

/** Carries out a call and gives what it answers. */
export function answerCall(call: Call): unknown {
  const path = call.parts.join("/");
  if (path === "oauth/access_token") return answerAccessToken(call);
  if (path === "debug_token") return answerDebugToken(call);
  const caller = findCaller(call);
  const answer = edges[methodOf(call)];
  if (answer) return answer(call, caller);
  if (call.parts.length === 1 && call.verb === "GET") return answerNode(call, caller);
  throw new GraphError(2500, `Unknown path components: /${call.parts.slice(1).join("/")}`);
}

/** What a call is named in the log and in faults: without version, and without the id of whose edge it is. */
export function methodOf(call: Pick<Call, "world" | "verb" | "parts">): string {
  const [id = "", ...rest] = call.parts;
  const edge = rest.join("/");
  if (id === "oauth") return `${call.verb} oauth/${edge}`;
  if (edge === "") return `${call.verb} ${nodeOf(call, id)}`;
  return personal.includes(edge) ? `${call.verb} me/${edge}` : `${call.verb} ${edge}`;
}

const personal = ["accounts", "permissions"];

const edges: Record<string, Answer> = {
  "GET me": answerMe,
  "GET me/accounts": answerAccounts,
  "GET me/permissions": answerPermissions,
  "DELETE me/permissions": answerPermissions,
  "GET subscribed_apps": answerSubscribedApps,
  "POST subscribed_apps": answerSubscribedApps,
  "DELETE subscribed_apps": answerSubscribedApps,
  "GET subscriptions": answerSubscriptions,
  "POST messages": answerMessages,
  "GET conversations": answerConversations,
  "POST message_attachments": answerUpload,
  "GET picture": answerPicture,
};

function nodeOf({ world }: Pick<Call, "world">, id: string): string {
  if (world.pages.has(id)) return "page";
  if (id.startsWith("m_")) return "message";
  if (id === "me" || id === "debug_token") return id;
  return "profile";
}

function answerNode(call: Call, caller: Caller): unknown {
  const [id = ""] = call.parts;
  const page = call.world.pages.get(id);
  if (page) {
    if (caller.page ? caller.page !== page : caller.person && !caller.person.tasks.has(id)) throw noSuchObject(id);
    return presentPage(call, caller, page, fieldsOf(call.params, ["name", "id"]));
  }
  if (id === caller.person?.id && !caller.page) return answerMe(call, caller);
  if (id.startsWith("m_")) return answerMessage(call, caller, id);
  return answerProfile(call, caller, id);
}

function answerPicture(call: Call): unknown {
  const [id = ""] = call.parts;
  const page = call.world.pages.get(id);
  if (!page) throw noSuchObject(id);
  return presentPicture(call, page);
}
