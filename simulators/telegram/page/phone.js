import { avatar, clockTime, el, iconButton } from "/shared/dom.js";
import { summary } from "./bubble.js";
import { createChat } from "./chat.js";

/** One customer's phone: the list of bots, or the chat with one of them. */
export function createPhone(customer, onClose) {
  const name = [customer.first_name, customer.last_name].filter(Boolean).join(" ");
  const screen = el("div", { class: "chat" });
  const hour = el("span", { text: clockTime(Date.now() / 1000) });
  const close = iconButton(`Put away the phone of ${name}`, "close", onClose, "small");
  const status = el("div", { class: "status" }, hour, el("span", { text: name }), close);
  const element = el("article", { class: "phone", "aria-label": `Phone of ${name}` }, status, screen);
  let chat;
  let state;

  function openChat(bot) {
    chat = createChat(customer, bot, closeChat);
    screen.replaceChildren(chat.element);
    chat.refresh();
  }

  function closeChat() {
    chat = undefined;
    drawList();
  }

  function drawList() {
    const title = el("div", { class: "titlebar" }, el("h2", { text: "Chats" }));
    const rows = state.bots.map((bot) =>
      el(
        "li",
        {},
        chatRow(bot, () => openChat(bot)),
      ),
    );
    const hint = el("p", { class: "soft", text: "No bot yet. Create one under BotFather." });
    screen.replaceChildren(title, el("ul", { class: "chats" }, rows.length > 0 ? rows : el("li", {}, hint)));
  }

  function chatRow(bot, open) {
    const known = state.chats.find((entry) => entry.botId === bot.id && entry.chatId === customer.id);
    const preview = known?.last ? summary(known.last.message) : `@${bot.username}`;
    const words = el("span", {}, el("strong", { text: bot.name }), el("span", { class: "preview", text: preview }));
    return el("button", { type: "button", onclick: open }, avatar(bot.name), words);
  }

  return {
    element,
    draw(next) {
      const isFirst = state === undefined;
      state = next;
      hour.textContent = clockTime(Date.now() / 1000);
      if (isFirst && state.bots.length === 1) openChat(state.bots[0]);
      else if (!chat) drawList();
    },
    changed({ kind, chatId, botId }) {
      if (!chat) return;
      if (kind === "all" || (kind === "chat" && chatId === customer.id && botId === chat.botId)) chat.refresh();
    },
  };
}
