import { call } from "./api.js";
import { el, field } from "./dom.js";

/** What an HTTP service can do wrong, whatever it serves. */
export const HTTP_FAULTS = [
  { kind: "silent", label: "Silent: accepts, never answers", fields: ["method", "times"] },
  { kind: "slow", label: "Slow: waits before it answers", fields: ["ms", "method", "times"] },
  { kind: "answer lost", label: "Answer lost: does it, then cuts the line", fields: ["method", "times"] },
  { kind: "drop", label: "Drop: cuts some lines before anything is done", fields: ["probability", "method"] },
  { kind: "down", label: "Down: nobody is there", fields: [] },
];

const COMMON_FIELDS = {
  method: { label: "Method (empty: all)", type: "text" },
  times: { label: "Times (empty: until off)", type: "number", min: "1" },
  ms: { label: "Milliseconds", type: "number", value: "2000", required: true },
  probability: { label: "Probability, 0 to 1", type: "number", step: "0.01", value: "0.1", required: true },
  copies: { label: "Copies", type: "number", value: "1", required: true },
};

/**
 * The part where faults are switched on and off. `kinds`: what can go wrong, as `{ kind, label, fields }`; `fields`: the inputs of
 * their own by name, each with its `label`, and `options` when one of several is chosen; `fine`: what is said when nothing is on.
 */
export function faultsPart({ kinds, fields: own, fine }) {
  const fields = { ...COMMON_FIELDS, ...own };
  return { id: "faults", title: "Faults", create: (section) => createFaults(section, { kinds, fields, fine }) };
}

function createFaults(section, { kinds, fields, fine }) {
  const problem = el("p", { class: "problem", role: "alert" });
  const inputs = el("div", { class: "row" });
  const kind = el(
    "select",
    { name: "kind", onchange: drawFields },
    kinds.map((entry) => el("option", { value: entry.kind, text: entry.label })),
  );
  const form = el(
    "form",
    { onsubmit: switchOn },
    el("label", { class: "field" }, "What shall go wrong", kind),
    inputs,
    el("p", {}, el("button", { class: "button main", text: "Switch on" })),
    problem,
  );
  const maker = el("div", { class: "panel" }, el("h2", { text: "Fault on command" }), form);
  const list = el("div");

  function drawFields() {
    const { fields: names } = kinds.find((entry) => entry.kind === kind.value);
    inputs.replaceChildren(...names.map((name) => inputOf(name, fields[name])));
  }

  async function switchOn(event) {
    event.preventDefault();
    const entries = [...new FormData(form)].filter(([, value]) => value !== "");
    const fault = Object.fromEntries(
      entries.map(([name, value]) => [name, fields[name]?.type === "number" ? Number(value) : value]),
    );
    try {
      await call("POST", "/faults", fault);
      problem.textContent = "";
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  section.append(maker, list);
  drawFields();
  return {
    draw({ faults }) {
      const none = el("p", { class: "panel soft", text: fine });
      list.replaceChildren(...(faults.length > 0 ? faults.map(faultPanel) : [none]));
    },
  };
}

function inputOf(name, { label, options, ...props }) {
  if (!options) return field(label, { name, autocomplete: "off", ...props });
  const choices = options.map((value) => el("option", { value, text: value }));
  return el("label", { class: "field" }, label, el("select", { name }, choices));
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
