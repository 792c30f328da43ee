import { faultsPart, HTTP_FAULTS } from "/shared/faults.js";

/** What can go wrong with Facebook, and is switched on here. */
export const messengerFaults = faultsPart({
  kinds: [
    ...HTTP_FAULTS,
    { kind: "refuse", label: "Refuse with a code of Meta's", fields: ["code", "subcode", "method", "times"] },
    { kind: "server error", label: "Server error: a page of HTML", fields: ["status", "method", "times"] },
    { kind: "usage", label: "Usage: tells how much is used up", fields: ["percent"] },
    { kind: "held back", label: "Held back: no webhook until this is over", fields: [] },
    { kind: "batched", label: "Batched: several events in one delivery", fields: ["ms", "size"] },
    { kind: "duplicates", label: "Duplicates: each delivery again", fields: ["copies"] },
    { kind: "shuffled", label: "Shuffled: deliveries out of order", fields: [] },
    { kind: "forged", label: "Forged: deliveries with a wrong signature", fields: ["times"] },
  ],
  fields: {
    method: { label: "Method (empty: all)", type: "text", placeholder: "POST messages" },
    code: { label: "Code", type: "number", value: "613", required: true },
    subcode: { label: "Subcode (empty: none)", type: "number" },
    status: { label: "HTTP status", type: "number", value: "503", required: true },
    percent: { label: "Percent", type: "number", value: "95", required: true },
    size: { label: "Events at most", type: "number", value: "10", required: true },
  },
  fine: "Nothing is wrong: Facebook answers as it should.",
});
