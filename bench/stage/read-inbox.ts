import { type Conversation, listConversations } from "#contract/conversations.ts";
import { listMessages, type Message } from "#contract/messages.ts";
import type { TestClient } from "#server/testing/test-client.ts";
import { inParallel } from "./in-parallel.ts";

/** A conversation with everything said in it, oldest first. */
export interface Thread {
  readonly conversation: Conversation;
  readonly messages: readonly Message[];
}

const perPage = 100;

/** Everything that a person can read in the inbox, page by page through the API. */
export async function readInbox(person: TestClient): Promise<Thread[]> {
  const conversations: Conversation[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await person.ok(listConversations, { query: { limit: perPage, ...(cursor && { cursor }) } });
    conversations.push(...page.items);
    cursor = page.next;
  }
  const threads: Thread[] = [];
  await inParallel(8, conversations, async (conversation) => {
    threads.push({ conversation, messages: await readThread(person, conversation.id) });
  });
  return threads;
}

async function readThread(person: TestClient, conversationId: string): Promise<Message[]> {
  const messages: Message[] = [];
  for (let before: string | null | undefined; before !== null; ) {
    const query = { limit: perPage, ...(before && { before }) };
    const stretch = await person.ok(listMessages, { params: { conversationId }, query });
    messages.unshift(...stretch.messages);
    before = stretch.before;
  }
  return messages;
}

/** What a message says, whatever carries it. */
export function wordsOf({ content }: Message): string {
  return "text" in content ? content.text : "";
}
