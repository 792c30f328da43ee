import { avatar, el } from "./dom.js";
import { createFrame } from "./frame.js";

/**
 * A phone that shows the list of whom it can write to (bots, pages), or the chat with one of them. `contactsOf(state)` and
 * `previewOf(contact, state)` fill the list, `hint` is said while it is empty; `createChat(contact, back)` draws a chat, and
 * `isAbout(change, chat)` tells which changes it shall show. `noteOf(state)` and `nowOf(state)` stand in the line above.
 */
export function createContactsPhone(name, parts) {
  const {
    contactsOf,
    previewOf,
    hint,
    createChat,
    isAbout,
    noteOf = () => "",
    nowOf = () => Date.now() / 1000,
  } = parts;
  const frame = createFrame(name, parts);
  let chat;
  let state;

  function openChat(contact) {
    chat = createChat(contact, closeChat);
    frame.show(chat.element);
    void chat.refresh();
  }

  function closeChat() {
    chat = undefined;
    drawList();
  }

  function drawList() {
    const rows = contactsOf(state).map((contact) => row(contact, previewOf(contact, state), () => openChat(contact)));
    const none = el("li", {}, el("p", { class: "soft", text: hint }));
    const title = el("div", { class: "titlebar" }, el("h2", { text: "Chats" }));
    frame.screen.replaceChildren(title, el("ul", { class: "chats" }, rows.length > 0 ? rows : none));
  }

  return {
    element: frame.element,
    draw(next) {
      const isFirst = state === undefined;
      state = next;
      frame.draw(nowOf(state), noteOf(state));
      const contacts = contactsOf(state);
      if (isFirst && contacts.length === 1) openChat(contacts[0]);
      else if (!chat) drawList();
    },
    changed(change) {
      if (chat && (change.kind === "all" || isAbout(change, chat))) void chat.refresh();
    },
  };
}

function row({ name }, preview, onclick) {
  const words = el("span", {}, el("strong", { text: name }), el("span", { class: "preview", text: preview }));
  return el("li", {}, el("button", { type: "button", onclick }, avatar(name), words));
}
