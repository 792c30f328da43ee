import type { Letter, Thread, World } from "../state/world.ts";
import { type Call, type Caller, text } from "./call.ts";
import { requirePage, requireScope } from "./find-caller.ts";
import { badParameter } from "./graph-error.ts";
import { presentMessage } from "./read-message.ts";

/** "You can only get details about the 20 most recent messages in the conversation." */
const SHOWN = 20;
const USUAL = 25;
const NEEDED = ["pages_messaging", "pages_manage_metadata", "pages_read_engagement"];

/**
 * The conversations of a page, or the one with `user_id`; with `fields=messages.limit(5){id,message}` their newest messages.
 * https://developers.facebook.com/documentation/business-messaging/messenger-platform/conversations
 */
export function answerConversations(call: Call, caller: Caller) {
  const page = requirePage(call, caller);
  for (const scope of NEEDED) requireScope(call.world, caller, scope);
  const platform = text(call.params, "platform") ?? "messenger";
  if (platform !== "messenger") throw badParameter(`Param platform must be one of {MESSENGER} - got "${platform}".`);
  const psid = text(call.params, "user_id");
  const threads = [...call.world.threads.values()].filter(
    (thread) => thread.page.id === page.id && (psid === undefined || thread.psid === psid) && thread.letters.size > 0,
  );
  return { data: threads.map((thread) => presentConversation(call, thread)) };
}

function presentConversation(call: Call, thread: Thread): Record<string, unknown> {
  const letters = newestFirst(thread);
  const [newest] = letters;
  return {
    id: `t_${Buffer.from(`${thread.page.id}:${thread.psid}`).toString("base64url")}`,
    ...(newest && { updated_time: presentMessage(call.world, thread, newest).created_time }),
    ...messagesOf(call, thread, letters),
  };
}

function messagesOf({ world, params }: Call, thread: Thread, letters: readonly Letter[]): Record<string, unknown> {
  const wanted = /(?:^|,)messages(?:\.limit\((\d+)\))?(?:\{([^{}]*)\})?/.exec(text(params, "fields") ?? "");
  if (!wanted) return {};
  const [, limit, names] = wanted;
  const portion = letters.slice(0, Number(limit ?? USUAL));
  const fields = new Set(["id", ...(names ?? "created_time").split(",").map((name) => name.trim())]);
  const data = portion.map((letter, at) => present(world, thread, letter, at < SHOWN ? fields : new Set(["id"])));
  const isMore = letters.length > portion.length;
  const after = Buffer.from(`after:${portion.at(-1)?.mid}`).toString("base64url");
  const next = `${world.url}/v0/t/messages?after=${after}`;
  return { messages: { data, paging: { cursors: { after }, ...(isMore && { next }) } } };
}

function present(world: World, thread: Thread, letter: Letter, fields: ReadonlySet<string>) {
  const all = presentMessage(world, thread, letter);
  return Object.fromEntries(Object.entries(all).filter(([name]) => fields.has(name)));
}

function newestFirst({ letters }: Thread): Letter[] {
  return [...letters.values()].filter(({ isUnsent }) => !isUnsent).reverse();
}
