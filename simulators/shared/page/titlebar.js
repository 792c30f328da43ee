import { avatar, el, iconButton } from "./dom.js";
import { icon } from "./icons.js";

/** The bar above a chat: the way back, with whom, and `tell(words)` for the line under the name; `tools` stand at its end. */
export function createTitlebar(name, back, ...tools) {
  const under = el("p", { class: "under" });
  const names = el("div", { class: "names" }, el("h2", { text: name }), under);
  return {
    element: el(
      "div",
      { class: "titlebar" },
      iconButton("Back to the chats", "back", back),
      avatar(name),
      names,
      tools,
    ),
    tell(words) {
      under.textContent = words;
    },
  };
}

/** The button that blocks the other, or lets it write again. `labels`: `{ block, unblock }`. */
export function createBlock({ block, unblock }, setBlocked) {
  const element = iconButton(block, "block", () => setBlocked(!isBlocked));
  let isBlocked = false;
  return {
    element,
    draw(blocked) {
      isBlocked = blocked;
      element.replaceChildren(icon(blocked ? "restart" : "block"));
      element.title = blocked ? unblock : block;
      element.setAttribute("aria-label", element.title);
    },
  };
}
