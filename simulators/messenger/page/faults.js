import { createFaults } from "/shared/faults.js";

/** What can be switched on here, with the fields each fault needs. */
const KINDS = [
  { kind: "silent", label: "Silent: accepts, never answers", fields: ["method", "times"] },
  { kind: "slow", label: "Slow: waits before it answers", fields: ["ms", "method", "times"] },
  { kind: "answer lost", label: "Answer lost: does it, then cuts the line", fields: ["method", "times"] },
  { kind: "refuse", label: "Refuse with a code of Meta's", fields: ["code", "subcode", "method", "times"] },
  { kind: "server error", label: "Server error: a page of HTML", fields: ["status", "method", "times"] },
  { kind: "usage", label: "Usage: tells how much is used up", fields: ["percent"] },
  { kind: "drop", label: "Drop: cuts some lines before anything is done", fields: ["probability", "method"] },
  { kind: "down", label: "Down: nobody is there", fields: [] },
  { kind: "held back", label: "Held back: no webhook until this is over", fields: [] },
  { kind: "batched", label: "Batched: several events in one delivery", fields: ["ms", "size"] },
  { kind: "duplicates", label: "Duplicates: each delivery again", fields: ["copies"] },
  { kind: "shuffled", label: "Shuffled: deliveries out of order", fields: [] },
  { kind: "forged", label: "Forged: deliveries with a wrong signature", fields: ["times"] },
];

const FIELDS = {
  method: { label: "Method (empty: all)", type: "text", placeholder: "POST messages" },
  times: { label: "Times (empty: until off)", type: "number", min: "1" },
  ms: { label: "Milliseconds", type: "number", value: "2000", required: true },
  code: { label: "Code", type: "number", value: "613", required: true },
  subcode: { label: "Subcode (empty: none)", type: "number" },
  status: { label: "HTTP status", type: "number", value: "503", required: true },
  percent: { label: "Percent", type: "number", value: "95", required: true },
  size: { label: "Events at most", type: "number", value: "10", required: true },
  probability: { label: "Probability, 0 to 1", type: "number", step: "0.01", value: "0.1", required: true },
  copies: { label: "Copies", type: "number", value: "1", required: true },
};

/** The faults that are on, and the form that switches one on. */
export const drawFaults = createFaults({
  kinds: KINDS,
  fields: FIELDS,
  fine: "Nothing is wrong: Facebook answers as it should.",
});
