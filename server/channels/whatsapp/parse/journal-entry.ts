/** Who the linked device belongs to, as WhatsApp addresses them; both with the device's number ("4915…:7@s.whatsapp.net"). */
export interface OwnAccount {
  readonly id: string;
  readonly lid: string | null;
}

/** The attributes of a stanza as they came over the wire. */
export type StanzaAttributes = Readonly<Record<string, string>>;

/**
 * What came from WhatsApp and was written down before it was told so. It is all that inbound updates are made of, also at the
 * next start, so it holds what cannot be asked for again.
 * `message`: one decrypted part of a message stanza; `plaintext` is a protobuf `Message` with its padding, as the cipher gave it.
 * `undecryptable`: a message stanza that could not be decrypted, or came without content (`unavailable`).
 * `receipt`: how far messages have come; `ids` names all of them.
 */
export type JournalEntry =
  | {
      readonly kind: "message";
      readonly attributes: StanzaAttributes;
      readonly plaintext: Uint8Array;
      readonly receivedAt: Date;
    }
  | {
      readonly kind: "undecryptable";
      readonly attributes: StanzaAttributes;
      /** The words of the failure, or the kind of unavailability that the stanza names. */
      readonly reason: string;
      readonly receivedAt: Date;
    }
  | {
      readonly kind: "receipt";
      readonly attributes: StanzaAttributes;
      readonly ids: readonly string[];
      readonly receivedAt: Date;
    };
