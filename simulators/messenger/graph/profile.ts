import { pictureOfCustomer } from "../state/pictures.ts";
import { type Thread, threadKey } from "../state/world.ts";
import { type Call, type Caller, fieldsOf } from "./call.ts";
import { requireScope } from "./find-caller.ts";
import { GraphError, knownError, noSuchObject } from "./graph-error.ts";

/** https://developers.facebook.com/docs/messenger-platform/identity/user-profile */
export function answerProfile(call: Call, caller: Caller, psid: string) {
  if (!caller.page) throw noSuchObject(psid);
  requireScope(call.world, caller, "pages_messaging");
  const thread = call.world.threads.get(threadKey(caller.page.id, psid));
  if (!thread) throw noSuchObject(psid);
  if (thread.customer.isProfileHidden || thread.customer.isGone) throw knownError(100, 2018218);
  const fields = fieldsOf(call.params, ["first_name", "last_name", "profile_pic"]);
  const entries = [...new Set([...fields, "id"])].flatMap((name) => {
    const read = known[name];
    if (!read) throw new GraphError(100, `(#100) Tried accessing nonexisting field (${name}) on node type (User)`);
    const value = read(call, thread);
    return value === undefined ? [] : [[name, value]];
  });
  return Object.fromEntries(entries);
}

const known: Record<string, (call: Call, thread: Thread) => string | undefined> = {
  id: (_call, { psid }) => psid,
  first_name: (_call, { customer }) => customer.firstName,
  last_name: (_call, { customer }) => customer.lastName,
  name: (_call, { customer }) => [customer.firstName, customer.lastName].filter(Boolean).join(" "),
  profile_pic: ({ world }, { customer }) => pictureOfCustomer(world, customer),
  locale: () => undefined,
  timezone: () => undefined,
  gender: () => undefined,
};
