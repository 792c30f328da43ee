import { el, iconButton } from "./dom.js";
import { icon } from "./icons.js";

/** The name of a file that can be fetched, and its size in bytes. */
export function fileLine(name, size, source) {
  const link = el("a", { href: source, download: name, text: name });
  return el("p", { class: "words" }, icon("file"), link, ` ${Math.ceil(size / 1024)} KB`);
}

/** How far an own message came: `state` for its colour, `told` in words. */
export function ticks(state, told, drawing) {
  return el("span", { class: `ticks ${state}`, role: "img", "aria-label": told, title: told }, drawing);
}

/** The buttons over a bubble. */
export function toolsOf(...tools) {
  return el("span", { class: "tools" }, tools);
}

/** One of them. */
export function tool(label, name, onclick) {
  return iconButton(label, name, onclick, "tool");
}

/** The one that offers `emojis` in place of the buttons; `more`: what stands behind them. */
export function reactTool(emojis, react, ...more) {
  const choices = emojis.map((emoji) =>
    el("button", { type: "button", "aria-label": `React with ${emoji}`, text: emoji, onclick: () => react(emoji) }),
  );
  const button = tool("React", "smile", () =>
    button.parentElement.replaceChildren(...choices, ...more.filter(Boolean)),
  );
  return button;
}
