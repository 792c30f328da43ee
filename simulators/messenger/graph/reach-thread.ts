import { type Page, type Thread, threadKey, timeOf } from "../state/world.ts";
import { type Call, type Caller, objectOf, text } from "./call.ts";
import { badParameter, knownError } from "./graph-error.ts";

const HOUR = 60 * 60 * 1000;
/** "Businesses will have up to 24 hours to respond"; with the human agent tag "within 7 days". https://developers.facebook.com/docs/messenger-platform/policy/policy-overview */
const WINDOW_MS = 24 * HOUR;
const HUMAN_AGENT_MS = 7 * 24 * HOUR;

/** The chat a message goes to, if it may go there now. */
export function reachThread(call: Call, caller: Caller, page: Page): Thread {
  const psid = text(objectOf(call.params, "recipient") ?? {}, "id");
  if (psid === undefined) throw badParameter("The parameter recipient is required");
  const thread = call.world.threads.get(threadKey(page.id, psid));
  if (!thread) throw knownError(100, 2018001);
  const { customer, isBlocked, customerWroteAt } = thread;
  if (customer.isGone || isBlocked) throw knownError(551, 1545041);
  const age = customerWroteAt === undefined ? Number.POSITIVE_INFINITY : timeOf(call.world) - customerWroteAt;
  if (age > windowOf(call, caller)) throw knownError(10, 2018278);
  return thread;
}

/** How old the customer's last message may be. A tag that the app was not granted widens nothing. */
function windowOf({ params }: Call, { app }: Caller): number {
  const type = text(params, "messaging_type") ?? "RESPONSE";
  const tag = text(params, "tag");
  if (!["RESPONSE", "UPDATE", "MESSAGE_TAG", "UTILITY"].includes(type)) {
    throw badParameter(`Param messaging_type must be one of {RESPONSE, UPDATE, MESSAGE_TAG, UTILITY} - got "${type}".`);
  }
  if (type !== "MESSAGE_TAG") return WINDOW_MS;
  if (tag === undefined) throw badParameter("A tag is required when messaging_type is MESSAGE_TAG");
  if (tag !== "HUMAN_AGENT") throw badParameter(`Param tag must be one of {HUMAN_AGENT} - got "${tag}".`);
  return app.hasHumanAgent ? HUMAN_AGENT_MS : WINDOW_MS;
}
