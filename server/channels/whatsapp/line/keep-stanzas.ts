import type { BinaryNode } from "baileys";
import type { DeviceStore } from "#server/channels/whatsapp/device/device-store.ts";
import { type Envelopes, hashOf } from "#server/channels/whatsapp/line/keep-messages.ts";
import { isGroup } from "#server/channels/whatsapp/parse/read-addresses.ts";
import { readTyping } from "#server/channels/whatsapp/parse/read-typing.ts";
import type { InboundUpdate } from "#server/conversations/inbound.ts";
import type { Clock } from "#server/platform/clock/clock.ts";

/** Where stanzas go before Baileys handles them. */
export interface StanzaPlaces {
  readonly store: DeviceStore;
  readonly envelopes: Envelopes;
  readonly clock: Clock;
  /** For what is handed over without being kept. */
  hand(updates: readonly InboundUpdate[]): void;
}

/**
 * Takes what a stanza tells besides ciphertexts: receipts, and messages that came without content. They go into the journal before
 * Baileys acknowledges them. Groups are counted and left alone.
 */
export function keepStanza(places: StanzaPlaces, stanza: BinaryNode): void {
  if (stanza.tag === "message") keepMessage(places, stanza);
  else if (stanza.tag === "receipt") keepReceipt(places, stanza);
  else if (stanza.tag === "chatstate") tellTyping(places, stanza);
}

function keepMessage({ store, envelopes, clock, hand }: StanzaPlaces, stanza: BinaryNode): void {
  const { attrs, content } = stanza;
  if (isGroup(attrs.from ?? "")) {
    hand([{ kind: "group" }]);
    return;
  }
  envelopes.note(stanza);
  const children = Array.isArray(content) ? content : [];
  if (children.some(({ tag }) => tag === "enc" || tag === "plaintext")) return;
  const unavailable = children.find(({ tag }) => tag === "unavailable");
  const reason = unavailable?.attrs.type ?? "unavailable";
  const hash = hashOf("unavailable", JSON.stringify(attrs));
  store.append({ hash, entry: { kind: "undecryptable", attributes: attrs, reason, receivedAt: clock.now() } });
}

// Baileys answers these itself; they say nothing about how far a message has come.
const askingAgain = new Set(["retry", "enc_rekey_retry", "hist_sync", "peer_msg"]);

function keepReceipt({ store, clock }: StanzaPlaces, { attrs, content }: BinaryNode): void {
  if (isGroup(attrs.from ?? "") || askingAgain.has(attrs.type ?? "")) return;
  const [list] = Array.isArray(content) ? content : [];
  const items = Array.isArray(list?.content) ? list.content : [];
  const ids = [attrs.id, ...items.map((item) => item.attrs.id)].filter((id) => id !== undefined);
  const hash = hashOf("receipt", JSON.stringify([attrs, ids]));
  store.append({ hash, entry: { kind: "receipt", attributes: attrs, ids, receivedAt: clock.now() } });
}

function tellTyping({ hand }: StanzaPlaces, { attrs, content }: BinaryNode): void {
  const [state] = Array.isArray(content) ? content : [];
  const update = state && attrs.from ? readTyping(attrs.from, state) : null;
  if (update) hand([update]);
}
