import { nameOf, type SimulatedCustomer } from "../customer/customer.ts";
import { INBOX_APP_ID, type SimulatedPage } from "../inbox/simulated-page.ts";
import { customerNamed, openThread } from "../state/customers.ts";
import { pageOf } from "../state/pages.ts";
import {
  type App,
  type Letter,
  type LetterAttachment,
  type Page,
  type Thread,
  timeOf,
  type World,
} from "../state/world.ts";

const DAY = 24 * 60 * 60 * 1000;

/** Everything the page needs to draw itself, without the messages. */
export function presentState(world: World) {
  return {
    now: timeOf(world) / 1000,
    apps: [...world.apps.values()].map(presentApp),
    pages: [...world.pages.values()].map((page) => presentPage(world, page)),
    people: [...world.people.values()].map((person) => ({
      id: person.id,
      name: person.name,
      pageIds: [...person.tasks.keys()],
      isSeated: person === world.loggedIn,
    })),
    customers: [...world.customers.values()].map((customer) => ({
      id: customer.id,
      name: nameOf(customer),
      isOnline: customer.isOnline,
      isGone: customer.isGone,
    })),
    chats: [...world.threads.values()].map((thread) => presentChat(world, thread)),
    faults: world.faults.list(),
  };
}

/** An app as the dashboard shows it. */
export function presentApp(app: App) {
  return {
    id: app.id,
    name: app.name,
    secret: app.secret,
    redirectUris: app.redirectUris,
    humanAgent: app.hasHumanAgent,
    requireProof: app.needsProof,
    webhook: app.webhook ? { url: app.webhook.url, fields: [...app.webhook.fields] } : null,
    pending: app.queue.pending(),
  };
}

/** A chat with all its messages, as the phone shows it. */
export function presentThread(world: World, page: SimulatedPage, customer: SimulatedCustomer) {
  const thread = openThread(world, customerNamed(world, customer), pageOf(world, page));
  const { isBlocked, isTyping, pageReadAt, psid } = thread;
  return {
    psid,
    isBlocked,
    isTyping,
    windowEndsAt: windowEndOf(thread),
    letters: [...thread.letters.values()].map((letter) => presentLetter(world, letter, pageReadAt)),
  };
}

function presentPage(world: World, page: Page) {
  return {
    id: page.id,
    name: page.name,
    category: page.category,
    isPublished: page.isPublished,
    subscriptions: [...page.subscriptions].map(([appId, fields]) => ({
      appId,
      name: world.apps.get(appId)?.name ?? appId,
      fields: [...fields],
    })),
  };
}

function presentChat(world: World, thread: Thread) {
  const last = [...thread.letters.values()].at(-1);
  return {
    pageId: thread.page.id,
    customerId: thread.customer.id,
    psid: thread.psid,
    windowEndsAt: windowEndOf(thread),
    last: last ? presentLetter(world, last, thread.pageReadAt) : null,
  };
}

function windowEndOf({ customerWroteAt }: Thread): number | null {
  return customerWroteAt === undefined ? null : (customerWroteAt + DAY) / 1000;
}

function presentLetter(world: World, letter: Letter, pageReadAt: number | undefined) {
  const isSeen = letter.from === "customer" && pageReadAt !== undefined && pageReadAt >= letter.at;
  return {
    mid: letter.mid,
    from: letter.from,
    text: letter.isUnsent ? null : (letter.text ?? null),
    attachments: letter.isUnsent ? [] : letter.attachments.map((one) => presentAttachment(world, one)),
    at: letter.at / 1000,
    replyTo: letter.replyTo ?? null,
    byInbox: letter.appId === INBOX_APP_ID,
    state: isSeen ? "read" : letter.from === "customer" && letter.confirmations > 0 ? "delivered" : letter.state,
    isEdited: letter.edits > 0,
    isUnsent: letter.isUnsent,
    reactions: [letter.reactions.customer, letter.reactions.page].filter((emoji) => emoji !== undefined),
    ownReaction: letter.reactions.customer ?? null,
  };
}

function presentAttachment(world: World, { type, mediaId, payload, title, url }: LetterAttachment) {
  const media = mediaId === undefined ? undefined : world.media.get(mediaId);
  const file = media && { id: media.id, name: media.name, mimeType: media.mimeType, size: media.bytes.length };
  return { type, file: file ?? null, payload, title: title ?? null, url: url ?? null };
}
