import { call } from "./api.js";
import { el, field } from "./dom.js";

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

const problem = el("p", { class: "problem", role: "alert" });
const kind = el(
  "select",
  { name: "kind", onchange: drawFields },
  KINDS.map((entry) => el("option", { value: entry.kind, text: entry.label })),
);
const fields = el("div", { class: "row" });
const form = el(
  "form",
  { onsubmit: switchOn },
  el("label", { class: "field" }, "What shall go wrong", kind),
  fields,
  el("p", {}, el("button", { class: "button main", text: "Switch on" })),
  problem,
);
const maker = el("div", { class: "panel" }, el("h2", { text: "Fault on command" }), form);
const list = el("div");

/** The faults that are on, and the form that switches one on. */
export function drawFaults(container, { faults }) {
  if (!container.contains(maker)) {
    container.replaceChildren(maker, list);
    drawFields();
  }
  const none = el("p", { class: "panel soft", text: "Nothing is wrong: Telegram answers as it should." });
  list.replaceChildren(...(faults.length > 0 ? faults.map(faultPanel) : [none]));
}

function drawFields() {
  const { fields: names } = KINDS.find((entry) => entry.kind === kind.value);
  fields.replaceChildren(
    ...names.map((name) => {
      const { label, ...props } = FIELDS[name];
      return field(label, { name, autocomplete: "off", ...props });
    }),
  );
}

async function switchOn(event) {
  event.preventDefault();
  const entries = [...new FormData(form)].filter(([, value]) => value !== "");
  const fault = Object.fromEntries(
    entries.map(([name, value]) => [name, FIELDS[name]?.type === "number" ? Number(value) : value]),
  );
  try {
    await call("POST", "/faults", fault);
    problem.textContent = "";
  } catch (error) {
    problem.textContent = error.message;
  }
}

function faultPanel({ id, fault }) {
  const { kind: name, ...details } = fault;
  const told = Object.entries(details).map(([key, value]) => `${key} ${value}`);
  return el(
    "div",
    { class: "panel row" },
    el("strong", { text: name }),
    el("span", { class: "soft", text: told.join(", ") }),
    el("button", { class: "button", text: "Switch off", onclick: () => call("DELETE", `/faults/${id}`) }),
  );
}
