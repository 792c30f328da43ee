import { call } from "/shared/api.js";
import { avatar, clockTime, el, iconButton } from "/shared/dom.js";
import { summary } from "./bubble.js";
import { createChat } from "./chat.js";

/** One customer's phone: the list of pages, or the chat with one of them. */
export function createPhone(customer, onClose) {
  const { name } = customer;
  const screen = el("div", { class: "chat" });
  const hour = el("span");
  const power = iconButton("Switch the phone off or on", "power", switchPower, "small");
  const close = iconButton(`Put away the phone of ${name}`, "close", onClose, "small");
  const owner = el("span", { text: name });
  const status = el("div", { class: "status" }, hour, owner, power, close);
  const element = el("article", { class: "phone", "aria-label": `Phone of ${name}` }, status, screen);
  let chat;
  let state;

  function switchPower() {
    const { isOnline } = own();
    void call(isOnline ? "DELETE" : "PUT", `/customers/${customer.id}/power`);
  }

  function own() {
    return state.customers.find(({ id }) => id === customer.id);
  }

  function openChat(page) {
    chat = createChat(customer, page, closeChat);
    screen.replaceChildren(chat.element);
    chat.refresh();
  }

  function closeChat() {
    chat = undefined;
    drawList();
  }

  function drawList() {
    const title = el("div", { class: "titlebar" }, el("h2", { text: "Chats" }));
    const rows = state.pages.map((page) =>
      el(
        "li",
        {},
        chatRow(page, () => openChat(page)),
      ),
    );
    const hint = el("p", { class: "soft", text: "No page yet. Make one under Facebook." });
    screen.replaceChildren(title, el("ul", { class: "chats" }, rows.length > 0 ? rows : el("li", {}, hint)));
  }

  function chatRow(page, open) {
    const known = state.chats.find((entry) => entry.pageId === page.id && entry.customerId === customer.id);
    const preview = known?.last ? summary(known.last) : page.category;
    const words = el("span", {}, el("strong", { text: page.name }), el("span", { class: "preview", text: preview }));
    return el("button", { type: "button", onclick: open }, avatar(page.name), words);
  }

  return {
    element,
    draw(next) {
      const isFirst = state === undefined;
      state = next;
      hour.textContent = clockTime(state.now);
      owner.textContent = own().isOnline ? name : `${name} (off)`;
      if (isFirst && state.pages.length === 1) openChat(state.pages[0]);
      else if (!chat) drawList();
    },
    changed({ kind, pageId, customerId }) {
      if (!chat) return;
      const isHere = kind === "thread" && pageId === chat.pageId && customerId === customer.id;
      if (isHere || kind === "all" || kind === "time") chat.refresh();
    },
  };
}
