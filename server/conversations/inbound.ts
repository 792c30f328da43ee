import type { TextEntity } from "#contract/messages.ts";

/** The customer behind an update, as the outside service names them. */
export interface InboundSender {
  readonly externalId: string;
  readonly name: string;
  readonly username: string | null;
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
}

/** What a customer's message says; `unsupported` names what it was for people ("poll"). */
export type InboundContent =
  | { readonly kind: "text"; readonly text: string; readonly entities: readonly TextEntity[] }
  | {
      readonly kind: "photo" | "document" | "voice";
      readonly text: string;
      readonly entities: readonly TextEntity[];
      readonly file: InboundFile;
    }
  | { readonly kind: "sticker"; readonly emoji: string | null; readonly file: InboundFile }
  | { readonly kind: "start"; readonly parameter: string | null }
  | { readonly kind: "unsupported"; readonly what: string };

/** A customer's message as the outside service tells it: whole, also when it tells of an edit. */
export interface InboundMessage {
  readonly externalId: string;
  /** The service's own order within a chat, which breaks ties of a clock that counts whole seconds. */
  readonly sequence: number;
  readonly chatId: string;
  readonly sender: InboundSender;
  readonly sentAt: Date;
  readonly content: InboundContent;
  readonly replyToExternalId: string | null;
  /** The update as it came, kept only with unsupported content. */
  readonly raw: unknown;
}

/**
 * The one shape in which every adapter hands over what came in. External ids are unique within a channel.
 * An `edit` carries the whole message with its new content, so that it may arrive before the message itself.
 * `rejected`: authentic but not readable; it is kept with the reason. `group`: left alone and counted.
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
  | { readonly kind: "group" }
  | { readonly kind: "ignored" }
  | { readonly kind: "rejected"; readonly externalId: string | null; readonly reason: string; readonly raw: unknown };

/** A message or its edit. */
export type InboundMessageUpdate = Extract<InboundUpdate, { kind: "message" | "edit" }>;
