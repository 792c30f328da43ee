import { createChooser } from "./chooser.js";
import { createPhone } from "./phone.js";

const STORED = "telegram-simulator-phones";

/** The row of phones. Which customers are held in hand is remembered by this browser, or told by `?phones=1,2`. */
export function createPhones(container) {
  const phones = new Map();
  const chooser = createChooser((customerId) => take([...new Set([...inHand, customerId])]));
  let inHand = storedIds();
  let state = { bots: [], customers: [], chats: [], faults: [] };
  container.append(chooser.element);

  function take(ids) {
    inHand = ids;
    localStorage.setItem(STORED, JSON.stringify(inHand));
    draw(state);
  }

  function draw(next) {
    state = next;
    if (inHand.length === 0 && state.customers.length > 0) inHand = [state.customers[0].id];
    const held = state.customers.filter((customer) => inHand.includes(customer.id));
    putAway(held);
    for (const customer of held) phoneOf(customer).draw(state);
    chooser.draw(state.customers.filter((customer) => !inHand.includes(customer.id)));
  }

  function putAway(held) {
    for (const [id, phone] of phones) {
      if (held.some((customer) => customer.id === id)) continue;
      phone.element.remove();
      phones.delete(id);
    }
  }

  function phoneOf(customer) {
    const known = phones.get(customer.id);
    if (known) return known;
    const phone = createPhone(customer, () => take(inHand.filter((id) => id !== customer.id)));
    phones.set(customer.id, phone);
    container.insertBefore(phone.element, chooser.element);
    return phone;
  }

  function changed(change) {
    for (const [id, phone] of phones) {
      if (change.kind === "all" || (change.kind === "chat" && change.chatId === id)) phone.refresh(change.botId);
    }
  }

  return { draw, changed };
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
