import { clockTime, el, iconButton } from "./dom.js";

/**
 * The frame of somebody's phone: a line with the hour, the name and `buttons`, and under it a screen that shows one thing at a time;
 * `beside`: what lies over the screen.
 */
export function createFrame(name, { putAway, buttons = [], beside = [] }) {
  const hour = el("span");
  const owner = el("span", { class: "owner", text: name });
  const close = iconButton(`Put away the phone of ${name}`, "close", putAway, "small");
  const status = el("div", { class: "status" }, hour, owner, el("span", { class: "buttons" }, buttons, close));
  const screen = el("div", { class: "chat" });
  const element = el("article", { class: "phone", "aria-label": `Phone of ${name}` }, status, screen, beside);
  return {
    element,
    screen,
    show: (part) => screen.replaceChildren(part),
    /** `now` in seconds since 1970; a note says what is special about the phone. */
    draw(now, note = "") {
      hour.textContent = clockTime(now);
      owner.textContent = `${name}${note}`;
    },
  };
}
