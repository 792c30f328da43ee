import { newMid } from "./ids.ts";
import { announceChange, type Letter, type LetterAttachment, type Thread, timeOf, type World } from "./world.ts";

/** What a message says; everything may be left out. */
export type LetterContent = {
  text?: string | undefined;
  attachments?: LetterAttachment[] | undefined;
  replyTo?: string | undefined;
  quickReply?: string | undefined;
  appId?: string | undefined;
  metadata?: string | undefined;
  tag?: string | undefined;
};

/** Puts a message into a chat. */
export function addLetter(world: World, thread: Thread, from: Letter["from"], content: LetterContent): Letter {
  const letter: Letter = {
    mid: newMid(world),
    from,
    text: content.text,
    attachments: content.attachments ?? [],
    at: timeOf(world),
    replyTo: content.replyTo,
    quickReply: content.quickReply,
    appId: content.appId,
    metadata: content.metadata,
    tag: content.tag,
    state: "sent",
    edits: 0,
    isUnsent: false,
    reactions: { customer: undefined, page: undefined },
    confirmations: 0,
  };
  thread.letters.set(letter.mid, letter);
  if (from === "page") thread.isTyping = false;
  threadChanged(world, thread);
  return letter;
}

/** The message with this id in a chat. */
export function letterOf(thread: Thread, mid: string): Letter {
  const letter = thread.letters.get(mid);
  if (!letter) throw new Error(`There is no message ${mid} in this chat.`);
  return letter;
}

/** Tells the open pages that something in a chat has changed. */
export function threadChanged(world: World, { page, customer }: Thread): void {
  announceChange(world, { kind: "thread", pageId: page.id, customerId: customer.id });
}
