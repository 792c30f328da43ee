import { call } from "./api.js";
import { el, field } from "./dom.js";
import { createPhone } from "./phone.js";

const STORED = "telegram-simulator-phones";

/** The row of phones. Which customers are held in hand is remembered by this browser, or told by `?phones=1,2`. */
export function createPhones(container) {
  const phones = new Map();
  const chooser = createChooser((customerId) => open(customerId));
  let inHand = storedIds();
  let state = { bots: [], customers: [], chats: [], faults: [] };
  container.append(chooser.element);

  function open(customerId) {
    inHand = [...new Set([...inHand, customerId])];
    remember();
  }

  function close(customerId) {
    inHand = inHand.filter((id) => id !== customerId);
    remember();
  }

  function remember() {
    localStorage.setItem(STORED, JSON.stringify(inHand));
    draw(state);
  }

  function draw(next) {
    state = next;
    if (inHand.length === 0 && state.customers.length > 0) inHand = [state.customers[0].id];
    for (const [id, phone] of phones) {
      if (inHand.includes(id) && state.customers.some((customer) => customer.id === id)) continue;
      phone.element.remove();
      phones.delete(id);
    }
    for (const customer of state.customers) {
      if (!inHand.includes(customer.id)) continue;
      if (!phones.has(customer.id)) add(customer);
      phones.get(customer.id).draw(state);
    }
    chooser.draw(state.customers.filter((customer) => !inHand.includes(customer.id)));
  }

  function add(customer) {
    const phone = createPhone(customer, () => close(customer.id));
    phones.set(customer.id, phone);
    container.insertBefore(phone.element, chooser.element);
  }

  return {
    draw,
    changed(change) {
      for (const [id, phone] of phones) {
        if (change.kind === "all" || (change.kind === "chat" && change.chatId === id)) phone.refresh(change.botId);
      }
    },
  };
}

function storedIds() {
  const asked = new URLSearchParams(location.search).get("phones");
  if (asked) return asked.split(",").map(Number);
  try {
    return JSON.parse(localStorage.getItem(STORED) ?? "[]");
  } catch {
    return [];
  }
}

/** The place beside the phones where another one is taken in hand. */
function createChooser(onChosen) {
  const select = el("select", { name: "customer" });
  const pick = el(
    "form",
    { onsubmit: (event) => submit(event, () => Number(select.value)) },
    el("label", { class: "field" }, "Somebody known", select),
    el("button", { class: "button", text: "Take this phone" }),
  );
  const problem = el("p", { class: "problem", role: "alert" });
  const create = el(
    "form",
    { onsubmit: (event) => submit(event, async (form) => (await call("POST", "/customers", filled(form))).id) },
    field("First name", { name: "firstName", required: true, autocomplete: "off" }),
    field("Last name", { name: "lastName", autocomplete: "off" }),
    field("Username", { name: "username", autocomplete: "off", placeholder: "without @" }),
    el("button", { class: "button main", text: "New customer" }),
    problem,
  );

  async function submit(event, chosenId) {
    event.preventDefault();
    try {
      problem.textContent = "";
      const id = await chosenId(event.target);
      event.target.reset();
      onChosen(id);
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  return {
    element: el("div", { class: "phone empty" }, el("h2", { class: "chooser", text: "Another phone" }), pick, create),
    draw(customers) {
      pick.hidden = customers.length === 0;
      select.replaceChildren(
        ...customers.map((customer) => el("option", { value: String(customer.id), text: nameOf(customer) })),
      );
    },
  };
}

function filled(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
}

function nameOf(customer) {
  return [customer.first_name, customer.last_name].filter(Boolean).join(" ");
}
