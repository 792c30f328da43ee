import type { TextEntity } from "#contract/message-content.ts";

/** The customer behind an update, as the outside service names them. */
export interface InboundSender {
  readonly externalId: string;
  /** Null where this update does not tell it; what is known of the customer stays. */
  readonly name: string | null;
  readonly username: string | null;
  /** Digits with the country code, null where the service does not tell it. */
  readonly phone: string | null;
  readonly language: string | null;
}

/** A file that is still with the outside service. `source` is whatever the adapter needs to open it later. */
export interface InboundFile {
  readonly source: Readonly<Record<string, string | number | null>>;
  readonly name: string | null;
  readonly type: string | null;
  readonly bytes: number | null;
  readonly width: number | null;
  readonly height: number | null;
  readonly seconds: number | null;
  /** The loudness of a voice message over its time, 0 to 100. */
  readonly waveform: readonly number[] | null;
}

/**
 * What a message says; `unsupported` names what it was for people ("poll"). `button`: the customer pressed one with these words.
 * `referral`: they came by an ad with this title, or by a link that carries this parameter. `undecryptable`: the service delivered it, but it cannot be
 * read; the same message comes again with its content.
 */
export type InboundContent =
  | { readonly kind: "text"; readonly text: string; readonly entities: readonly TextEntity[] }
  | {
      readonly kind: "photo" | "video" | "document" | "voice" | "audio";
      readonly text: string;
      readonly entities: readonly TextEntity[];
      readonly file: InboundFile;
      readonly viewOnce: boolean;
    }
  | { readonly kind: "sticker"; readonly emoji: string | null; readonly file: InboundFile }
  | {
      readonly kind: "location";
      readonly latitude: number;
      readonly longitude: number;
      readonly name: string | null;
      readonly address: string | null;
    }
  | {
      readonly kind: "contacts";
      readonly contacts: readonly { readonly name: string; readonly phones: readonly string[] }[];
    }
  | { readonly kind: "start"; readonly parameter: string | null }
  | { readonly kind: "button"; readonly label: string }
  | {
      readonly kind: "referral";
      readonly from: "ad" | "link" | "other";
      readonly title: string | null;
      readonly parameter: string | null;
    }
  | { readonly kind: "undecryptable" }
  | { readonly kind: "unsupported"; readonly what: string };

/**
 * A message as the outside service tells it: whole, also when it tells of an edit. `sender` is always the customer of the chat;
 * `direction` is outbound when it was written on the phone of the connected account itself.
 */
export interface InboundMessage {
  readonly direction: "inbound" | "outbound";
  readonly externalId: string;
  /** The service's own order within a chat, which breaks ties of a clock that counts whole seconds. */
  readonly sequence: number;
  readonly chatId: string;
  readonly sender: InboundSender;
  readonly sentAt: Date;
  readonly content: InboundContent;
  readonly replyToExternalId: string | null;
  /** Of one that the service sent as several: the id of the first of them, with which it is taken back. */
  readonly partOf?: string;
  /** The update as it came, kept only with unsupported content. */
  readonly raw: unknown;
}

/**
 * The one shape in which every adapter hands over what came in. External ids are unique within a channel.
 * An `edit` carries the whole message with its new content, so that it may arrive before the message itself. Where the service does not
 * tell when that was written, `sentAt` is the time of the edit: of all times that are told of a message the earliest counts. An edit
 * that tells only a text, of a message with a file, is a new caption.
 * `rejected`: authentic but not readable; it is kept with the reason. `group`: left alone and counted.
 * A `past` message comes with the history of a newly linked account: it is stored like any other, but nobody is asked to answer it.
 * A `reaction` with null takes an earlier one back. A `removal` takes a message back for everyone; only its author can. A `receipt` says
 * how far messages of ours have come; a `watermark` says so of all of a chat up to a place in the service's order. `seen`: the chat was
 * read on the phone of the connected account up to then. `same_chat`: one customer has two addresses there; what is stored under
 * `formerChatId` belongs to `chatId`. `named`: what the account's phone calls a customer, which counts as long as nobody told another
 * name. `typing` passes and is stored nowhere.
 * An `echo` tells of a message that was sent from the account, always outbound. `messageId` is ours (see `OutboundMessage`) where the
 * service repeats it; without it, or when nobody here has it, somebody else has sent it there, and it is stored like any other.
 */
export type InboundUpdate =
  | ({ readonly kind: "message" } & InboundMessage)
  | ({ readonly kind: "edit"; readonly editedAt: Date } & InboundMessage)
  | {
      readonly kind: "blocked" | "unblocked";
      readonly chatId: string;
      readonly sender: InboundSender;
      readonly at: Date;
    }
  | ({ readonly kind: "past" } & InboundMessage)
  | ({ readonly kind: "echo"; readonly messageId: string | null } & InboundMessage)
  | {
      readonly kind: "reaction";
      readonly chatId: string;
      readonly targetExternalId: string;
      readonly by: "customer" | "us";
      readonly emoji: string | null;
      readonly at: Date;
    }
  | {
      readonly kind: "removal";
      readonly chatId: string;
      readonly targetExternalId: string;
      /** The ids of further parts that it may have had; those that come later say of what they are a part. */
      readonly partExternalIds?: readonly string[];
      readonly by: "customer" | "us";
      readonly at: Date;
    }
  | {
      readonly kind: "receipt";
      /** Where the service tells whose word it is; it then counts for messages of no other chat. */
      readonly chatId?: string | undefined;
      readonly externalIds: readonly string[];
      readonly state: "sent" | "delivered" | "read";
      readonly at: Date;
    }
  | {
      readonly kind: "watermark";
      readonly chatId: string;
      readonly state: "delivered" | "read";
      /** In the service's own order: see `sequence`. */
      readonly upTo: number;
    }
  | { readonly kind: "seen"; readonly chatId: string; readonly at: Date }
  | {
      readonly kind: "same_chat";
      readonly chatId: string;
      readonly formerChatId: string;
      readonly phone: string | null;
    }
  | { readonly kind: "named"; readonly chatId: string; readonly name: string }
  | { readonly kind: "typing"; readonly chatId: string; readonly isTyping: boolean; readonly isRecording?: boolean }
  | { readonly kind: "group" }
  | { readonly kind: "ignored" }
  | { readonly kind: "rejected"; readonly externalId: string | null; readonly reason: string; readonly raw: unknown };

/** A message, its edit, or a message of former times. */
export type InboundMessageUpdate = Extract<InboundUpdate, { kind: "message" | "edit" | "past" }>;
