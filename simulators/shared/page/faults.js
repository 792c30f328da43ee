import { call } from "./api.js";
import { el, field } from "./dom.js";

/**
 * The part of a page where faults are switched on and off. `kinds`: what can go wrong, as `{ kind, label, fields }`; `fields`: the
 * inputs by name, each with its `label`, and `options` when one of several is chosen; `fine`: what is said when nothing is on;
 * `beside`: panels of the simulator's own, under the form. Answers the function that draws it.
 */
export function createFaults({ kinds, fields, fine, beside = [] }) {
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

  return (container, { faults }) => {
    if (!container.contains(maker)) {
      container.replaceChildren(maker, list, ...beside);
      drawFields();
    }
    const none = el("p", { class: "panel soft", text: fine });
    list.replaceChildren(...(faults.length > 0 ? faults.map(faultPanel) : [none]));
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
