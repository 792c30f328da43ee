import { avatar, clockTime, el, iconButton } from "/shared/dom.js";
import { summary, ticksOf } from "./bubble.js";

/** The list of chats, newest first, then whoever else can be written to. */
export function createChats(number, { openChat, openDevices, openCode }) {
  const notice = el("div");
  const list = el("ul", { class: "chats" });
  const title = el(
    "div",
    { class: "titlebar strong" },
    el("h2", { class: "names", text: "WhatsApp" }),
    iconButton("Linked devices", "devices", openDevices),
  );

  return {
    element: el("div", { class: "chat" }, title, notice, list),
    draw(state) {
      const own = state.phones.find((phone) => phone.number === number);
      notice.replaceChildren(...noticesOf(own, openCode));
      const others = state.phones.filter((phone) => phone.number !== number);
      const rows = others.map((other) => ({ other, chat: chatWith(state, number, other) }));
      const known = rows.filter(({ chat }) => chat?.last).sort((a, b) => b.chat.last.at - a.chat.last.at);
      const rest = rows.filter(({ chat }) => !chat?.last);
      list.replaceChildren(
        ...known.map((row) => chatRow(row, openChat)),
        ...(rest.length > 0 ? [el("li", { class: "divider", text: "On WhatsApp, not written to yet" })] : []),
        ...rest.map((row) => chatRow(row, openChat)),
      );
    },
  };
}

function chatWith(state, number, other) {
  return state.chats.find((chat) => chat.number === number && chat.other === other.number);
}

function noticesOf({ banned, pairingAsked }, openCode) {
  if (banned) return [el("p", { class: "notice danger", text: "This number is banned from using WhatsApp." })];
  if (!pairingAsked) return [];
  return [
    el(
      "p",
      { class: "notice", role: "status" },
      "Someone wants to link a device to this number.",
      el("button", { class: "button main", type: "button", text: "Enter the code", onclick: openCode }),
    ),
  ];
}

function chatRow({ other, chat }, openChat) {
  const last = chat?.last;
  const preview = el(
    "span",
    { class: "preview" },
    last?.fromMe && ticksOf(last),
    last ? summary(last) : `+${other.number}`,
  );
  const side = el(
    "span",
    { class: "side" },
    last && el("span", { class: chat.unread > 0 ? "time fresh" : "time", text: whenOf(last.at) }),
    chat?.unread > 0 && el("span", { class: "badge", title: `${chat.unread} unread`, text: String(chat.unread) }),
  );
  const words = el("span", { class: "names" }, el("strong", { text: other.name }), preview);
  const row = el("button", { type: "button", onclick: () => openChat(other) }, avatar(other.name), words, side);
  return el("li", {}, row);
}

/** The hour today, the day before. */
function whenOf(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return clockTime(seconds);
  return date.toLocaleDateString([], { day: "numeric", month: "short" });
}
