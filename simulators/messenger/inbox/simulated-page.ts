import { receiveOnPhone } from "../customer/receive.ts";
import { fileAttachment, type OutgoingFile } from "../customer/send.ts";
import { customerNamed, openThread } from "../state/customers.ts";
import { addLetter, threadChanged } from "../state/letters.ts";
import { pageOf } from "../state/pages.ts";
import { forgetPicture } from "../state/pictures.ts";
import { endTokens } from "../state/tokens.ts";
import { announceChange, type Page, type Thread, type Token, timeOf, type World } from "../state/world.ts";
import { echoLetter } from "../webhook/echo-letter.ts";

/** The app id that echoes carry of what was written in the inbox of Facebook's own. */
export const INBOX_APP_ID = "263902037430900";

type CustomerRef = { id: string };

/** A page, and what its people do in Facebook's own inbox. */
export type SimulatedPage = {
  id: string;
  readonly name: string;
  /** Which apps have subscribed which fields, by app id. */
  subscriptions: () => Record<string, string[]>;
  /** Writes from the inbox of Facebook; apps get an echo with another app id. Returns the `mid`. */
  write: (customer: CustomerRef, text: string, options?: { replyTo?: string | undefined }) => string;
  sendImage: (customer: CustomerRef, file: OutgoingFile) => string;
  sendFile: (customer: CustomerRef, file: OutgoingFile) => string;
  /** Meta unsubscribes an app (all, without one), as it does after an hour of failing deliveries. */
  dropSubscription: (app?: { id: string }) => void;
  unpublish: () => void;
  publish: () => void;
  rename: (name: string) => void;
  changePicture: (picture: Buffer) => void;
  /** Calls with tokens of this page are refused with 190 and this subcode (default 460) from now on. Answers how many ended. */
  revokeTokens: (subcode?: number) => number;
  /** Tokens of this page end in so many milliseconds of Facebook's clock; 0 or less: they have ended. */
  expireTokensIn: (ms: number) => void;
};

/** A page in the hands of tests. */
export function simulatedPage(world: World, page: Page): SimulatedPage {
  const ofPage = (token: Token) => token.pageId === page.id;
  const told = () => announceChange(world, { kind: "pages" });
  return {
    id: page.id,
    get name() {
      return page.name;
    },
    subscriptions: () => Object.fromEntries([...page.subscriptions].map(([id, fields]) => [id, [...fields]])),
    ...writing(world, page),
    dropSubscription(app) {
      if (app) page.subscriptions.delete(app.id);
      else page.subscriptions.clear();
      told();
    },
    unpublish() {
      page.isPublished = false;
      told();
    },
    publish() {
      page.isPublished = true;
      told();
    },
    rename(name) {
      page.name = name;
      told();
    },
    changePicture(picture) {
      page.picture = picture;
      forgetPicture(page);
      told();
    },
    revokeTokens: (subcode = 460) => endTokens(world, ofPage, subcode),
    expireTokensIn(ms) {
      for (const token of world.tokens.values()) if (ofPage(token)) token.expiresAt = timeOf(world) + ms;
    },
  };
}

/** The page with this id. */
export function pageWith(world: World, id: string): SimulatedPage {
  return simulatedPage(world, pageOf(world, { id }));
}

type Writing = "write" | "sendImage" | "sendFile";

function writing(world: World, page: Page): Pick<SimulatedPage, Writing> {
  const thread = (customer: CustomerRef) => openThread(world, customerNamed(world, customer), page);
  const file =
    (type: "image" | "file") =>
    (customer: CustomerRef, { replyTo, ...given }: OutgoingFile) =>
      writeFromInbox(world, thread(customer), { attachments: [fileAttachment(world, type, given)], replyTo });
  return {
    write: (customer, text, { replyTo } = {}) => writeFromInbox(world, thread(customer), { text, replyTo }),
    sendImage: file("image"),
    sendFile: file("file"),
  };
}

type Content = Parameters<typeof addLetter>[3];

function writeFromInbox(world: World, thread: Thread, content: Content): string {
  if (thread.isBlocked) throw new Error(`${thread.customer.firstName} has turned off messages of this page.`);
  const letter = addLetter(world, thread, "page", { ...content, appId: INBOX_APP_ID });
  echoLetter(world, thread, letter);
  receiveOnPhone(world, thread);
  threadChanged(world, thread);
  return letter.mid;
}
