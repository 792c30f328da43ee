import { createFaults } from "/shared/faults.js";

/** What can be switched on here, with the fields each fault needs. */
const KINDS = [
  { kind: "silent", label: "Silent: accepts, never answers", fields: ["method", "times"] },
  { kind: "slow", label: "Slow: waits before it answers", fields: ["ms", "method", "times"] },
  { kind: "answer lost", label: "Answer lost: does it, then cuts the line", fields: ["method", "times"] },
  { kind: "too many requests", label: "429: asks to wait", fields: ["retryAfter", "chatId", "method"] },
  { kind: "refuse", label: "Refuse with an error", fields: ["errorCode", "description", "method", "times"] },
  { kind: "drop", label: "Drop: cuts some lines before anything is done", fields: ["probability", "method"] },
  { kind: "down", label: "Down: nobody is there", fields: [] },
  { kind: "duplicates", label: "Duplicates: each webhook update again", fields: ["copies"] },
  { kind: "shuffled", label: "Shuffled: webhook updates out of order", fields: [] },
];

const FIELDS = {
  method: { label: "Method (empty: all)", type: "text", placeholder: "sendMessage" },
  times: { label: "Times (empty: until off)", type: "number", min: "1" },
  ms: { label: "Milliseconds", type: "number", value: "2000", required: true },
  retryAfter: { label: "Seconds to wait", type: "number", value: "3", required: true },
  chatId: { label: "Chat (empty: all)", type: "number" },
  errorCode: { label: "Error code", type: "number", value: "400", required: true },
  description: { label: "Description", type: "text", value: "Bad Request: chat not found", required: true },
  probability: { label: "Probability, 0 to 1", type: "number", step: "0.01", value: "0.1", required: true },
  copies: { label: "Copies", type: "number", value: "1", required: true },
};

/** The faults that are on, and the form that switches one on. */
export const drawFaults = createFaults({
  kinds: KINDS,
  fields: FIELDS,
  fine: "Nothing is wrong: Telegram answers as it should.",
});
