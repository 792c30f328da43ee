import { faultsPart, HTTP_FAULTS } from "/shared/faults.js";

/** What can go wrong with Telegram, and is switched on here. */
export const telegramFaults = faultsPart({
  kinds: [
    ...HTTP_FAULTS,
    { kind: "too many requests", label: "429: asks to wait", fields: ["retryAfter", "chatId", "method"] },
    { kind: "refuse", label: "Refuse with an error", fields: ["errorCode", "description", "method", "times"] },
    { kind: "duplicates", label: "Duplicates: each webhook update again", fields: ["copies"] },
    { kind: "shuffled", label: "Shuffled: webhook updates out of order", fields: [] },
  ],
  fields: {
    method: { label: "Method (empty: all)", type: "text", placeholder: "sendMessage" },
    retryAfter: { label: "Seconds to wait", type: "number", value: "3", required: true },
    chatId: { label: "Chat (empty: all)", type: "number" },
    errorCode: { label: "Error code", type: "number", value: "400", required: true },
    description: { label: "Description", type: "text", value: "Bad Request: chat not found", required: true },
  },
  fine: "Nothing is wrong: Telegram answers as it should.",
});
