import { icon } from "./icons.js";

/**
 * One element. Texts are only ever set as text, never as HTML: what customers and bots write is not ours.
 * `props`: attributes, `on…` listeners, and `text`.
 */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === false) continue;
    if (name === "text") element.textContent = value;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

/** A labelled input of a form. */
export function field(label, props) {
  return el("label", { class: "field" }, label, el("input", props));
}

/** A button that shows a drawing and is named in words. */
export function iconButton(label, name, onclick, className = "icon") {
  return el("button", { type: "button", class: className, title: label, "aria-label": label, onclick }, icon(name));
}

/** The first letters of a name, for the round picture. */
export function avatar(name) {
  const letters = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? "");
  return el("span", { class: "avatar", "aria-hidden": "true", text: letters.join("").toUpperCase() });
}

/** The hour and minute of a Telegram date (seconds since 1970). */
export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
