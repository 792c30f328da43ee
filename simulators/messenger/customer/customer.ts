import { customerNamed, openThread } from "../state/customers.ts";
import { threadChanged } from "../state/letters.ts";
import { pageOf } from "../state/pages.ts";
import { forgetPicture } from "../state/pictures.ts";
import { announceChange, type Customer, type Letter, type World } from "../state/world.ts";
import { readOnPhone, receiveOnPhone } from "./receive.ts";
import { openByReferral, type Referral } from "./referral.ts";
import { fileAttachment, type OutgoingFile, type SendMethods, sending } from "./send.ts";
import { editLetter, type Postback, pressPostback, reactTo, unsendLetter, writeLetter } from "./write.ts";

/** Anything that names a page. */
export type PageRef = { id: string };

export type Writing = {
  /** The `mid` of the message it answers. */
  replyTo?: string | undefined;
  /** The payload of the quick reply that was pressed. */
  quickReply?: string | undefined;
  referral?: Referral | undefined;
};

/** Somebody with Messenger. What they do reaches apps as an event; texts returned are `mid`s. */
export type SimulatedCustomer = SendMethods & {
  id: string;
  readonly name: string;
  /** The id under which this page knows them. */
  psid: (page: PageRef) => string;
  write: (page: PageRef, text: string, options?: Writing) => string;
  /** Several files in one message, as a phone sends pictures that were chosen together. */
  sendTogether: (page: PageRef, files: OutgoingFile[]) => string;
  postback: (page: PageRef, press: Postback) => string;
  /** Opens the chat by a link or an advertisement, without writing. */
  comeFrom: (page: PageRef, referral: Referral) => void;
  /** An empty emoji takes the reaction away. */
  react: (page: PageRef, mid: string, emoji: string) => void;
  unsend: (page: PageRef, mid: string) => void;
  edit: (page: PageRef, mid: string, text: string) => void;
  /** Looks at the chat: all there is of the page counts as read. */
  read: (page: PageRef) => void;
  /** The phone is off: nothing is delivered until `goOnline`. */
  goOffline: () => void;
  goOnline: () => void;
  /** Turns messages of the page off: sending answers error 551. */
  block: (page: PageRef) => void;
  unblock: (page: PageRef) => void;
  /** Sending to them answers error 551 from now on, to every page. */
  deleteAccount: () => void;
  /** The profile API answers an error, or what they are called, and their picture. */
  hideProfile: (hidden?: boolean) => void;
  changeProfile: (profile: { firstName?: string; lastName?: string; picture?: Buffer }) => void;
  /** The page has switched typing on. */
  sees: (page: PageRef) => { typing: boolean; readByPageAt: Date | undefined };
  /** Everything both have said, in order, with what phones show about it; what was taken back too, marked so. */
  thread: (page: PageRef) => Letter[];
};

/** The phone of this customer. */
export function customerOf(world: World, customer: Customer): SimulatedCustomer {
  const thread = (page: PageRef) => openThread(world, customer, pageOf(world, page));
  return {
    id: customer.id,
    get name() {
      return nameOf(customer);
    },
    psid: (page) => thread(page).psid,
    write: (page, text, { referral, ...rest } = {}) =>
      writeLetter(world, thread(page), { text, ...rest }, referral).mid,
    ...sending(world, thread),
    sendTogether: (page, files) =>
      writeLetter(world, thread(page), { attachments: files.map((file) => fileAttachment(world, "image", file)) }).mid,
    postback: (page, press) => pressPostback(world, thread(page), press),
    comeFrom: (page, referral) => openByReferral(world, thread(page), referral),
    react: (page, mid, emoji) => reactTo(world, thread(page), mid, emoji === "" ? undefined : emoji),
    unsend: (page, mid) => unsendLetter(world, thread(page), mid),
    edit: (page, mid, text) => editLetter(world, thread(page), mid, text),
    read: (page) => readOnPhone(world, thread(page)),
    ...settings(world, customer),
    block: (page) => setBlocked(world, customer, page, true),
    unblock: (page) => setBlocked(world, customer, page, false),
    sees: (page) => presentSight(world, customer, page),
    thread: (page) => [...thread(page).letters.values()],
  };
}

/** The phone of the customer with this id. */
export function customerWith(world: World, id: string): SimulatedCustomer {
  return customerOf(world, customerNamed(world, { id }));
}

export function nameOf({ firstName, lastName }: Customer): string {
  return [firstName, lastName].filter(Boolean).join(" ");
}

type Settings = "goOffline" | "goOnline" | "deleteAccount" | "hideProfile" | "changeProfile";

function settings(world: World, customer: Customer): Pick<SimulatedCustomer, Settings> {
  const change = (changes: Partial<Customer>) => {
    Object.assign(customer, changes);
    announceChange(world, { kind: "customers" });
  };
  return {
    goOffline: () => change({ isOnline: false }),
    goOnline() {
      change({ isOnline: true });
      for (const thread of world.threads.values()) if (thread.customer === customer) receiveOnPhone(world, thread);
    },
    deleteAccount: () => change({ isGone: true }),
    hideProfile: (hidden = true) => change({ isProfileHidden: hidden }),
    changeProfile(profile) {
      change(profile);
      forgetPicture(customer);
    },
  };
}

function setBlocked(world: World, customer: Customer, page: PageRef, isBlocked: boolean): void {
  const thread = openThread(world, customer, pageOf(world, page));
  thread.isBlocked = isBlocked;
  threadChanged(world, thread);
}

function presentSight(world: World, customer: Customer, page: PageRef) {
  const { isTyping, pageReadAt } = openThread(world, customer, pageOf(world, page));
  return { typing: isTyping, readByPageAt: pageReadAt === undefined ? undefined : new Date(pageReadAt) };
}
