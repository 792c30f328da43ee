import { createChooser } from "./chooser.js";

/**
 * The part with the row of phones. Which are held in hand is remembered by this browser, or told by `?phones=1,2`; nobody's yet: the
 * first. `ownersOf(state)` gives everybody who has a phone, `idOf(owner)` tells them apart, `nameOf(owner)` names them;
 * `createPhone(owner, putAway)` draws one, and `newcomer` says how a new one is made. `stored` names the place in the browser.
 */
export function phonesPart(parts) {
  return { id: "phones", title: "Phones", create: (section) => createPhones(section, parts) };
}

function createPhones(container, { stored, ownersOf, idOf, createPhone, nameOf = ({ name }) => name, newcomer }) {
  const phones = new Map();
  const chooser = createChooser({ idOf, nameOf, newcomer }, (id) => take([...new Set([...inHand, String(id)])]));
  let inHand = storedIds(stored);
  let state;
  container.append(chooser.element);

  function take(ids) {
    inHand = ids;
    localStorage.setItem(stored, JSON.stringify(inHand));
    if (state) draw(state);
  }

  function draw(next) {
    state = next;
    const owners = ownersOf(state);
    const isHeld = (owner) => inHand.includes(String(idOf(owner)));
    if (!owners.some(isHeld) && owners.length > 0) inHand = [String(idOf(owners[0]))];
    const held = owners.filter(isHeld);
    putAway(held);
    for (const owner of held) phoneOf(owner).draw(state);
    chooser.draw(owners.filter((owner) => !isHeld(owner)));
  }

  function putAway(held) {
    for (const [id, phone] of phones) {
      if (held.some((owner) => String(idOf(owner)) === id)) continue;
      phone.element.remove();
      phones.delete(id);
    }
  }

  function phoneOf(owner) {
    const id = String(idOf(owner));
    const known = phones.get(id);
    if (known) return known;
    const phone = createPhone(owner, () => take(inHand.filter((other) => other !== id)));
    phones.set(id, phone);
    container.insertBefore(phone.element, chooser.element);
    return phone;
  }

  function changed(change) {
    for (const phone of phones.values()) phone.changed(change);
  }

  return { draw, changed };
}

function storedIds(stored) {
  const asked = new URLSearchParams(location.search).get("phones");
  if (asked) return asked.split(",");
  try {
    return JSON.parse(localStorage.getItem(stored) ?? "[]").map(String);
  } catch {
    return [];
  }
}
