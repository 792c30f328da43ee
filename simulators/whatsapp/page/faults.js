import { faultsPart } from "/shared/faults.js";

const LINE = ["number", "times", "probability"];
const KINDS = [
  { kind: "refuse upgrade", label: "Refuse: no WebSocket, but an HTTP error", fields: ["status", "times"] },
  { kind: "silent", label: "Silent: accepts, never answers", fields: ["stage", "number", "times"] },
  { kind: "slow", label: "Slow: waits before it answers", fields: ["ms", "number"] },
  { kind: "refuse login", label: "Refuse the login with a code", fields: ["code", "number", "times"] },
  { kind: "swallow message", label: "Swallow: a message reaches nobody, no ack", fields: LINE },
  { kind: "swallow ack", label: "Ack lost: a message arrives, its ack does not", fields: LINE },
  { kind: "refuse message", label: "Refuse a message with an error", fields: ["error", ...LINE] },
  { kind: "duplicate", label: "Duplicate: a message to the client twice", fields: ["how", ...LINE] },
  { kind: "undecryptable", label: "Undecryptable first, real when asked again", fields: LINE },
  {
    kind: "cut while sending",
    label: "Cut while sending: after so many messages",
    fields: ["after", "number", "times"],
  },
  { kind: "hold queue", label: "Hold: the offline queue does not come", fields: ["number"] },
  { kind: "hold resends", label: "Hold: what was undecryptable does not come again", fields: ["number"] },
  { kind: "hold history", label: "Hold: phones tell nothing more of the past", fields: ["number"] },
  { kind: "other root", label: "Other root: certificates of somebody else", fields: [] },
];

const FIELDS = {
  number: { label: "Phone number (empty: all)", type: "text", placeholder: "491701234567" },
  probability: { label: "Probability (empty: always)", type: "number", step: "0.01", min: "0", max: "1" },
  status: { label: "HTTP status", type: "number", value: "503", required: true },
  stage: { label: "When", options: ["handshake", "open"] },
  code: { label: "Code", type: "number", value: "403", required: true },
  error: { label: "Error", name: "code", type: "number", value: "463", required: true },
  how: { label: "How", options: ["same bytes", "encrypted again"] },
  after: { label: "After how many messages", type: "number", value: "1", required: true },
};

/** What can go wrong with WhatsApp, and is switched on here. */
export const whatsAppFaults = faultsPart({
  kinds: KINDS,
  fields: FIELDS,
  fine: "Nothing is wrong: WhatsApp answers as it should.",
});
