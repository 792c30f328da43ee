import { createActions } from "/shared/actions.js";
import { call } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { createThread } from "/shared/thread.js";
import { createBlock, createTitlebar } from "/shared/titlebar.js";
import { createBubble, summary } from "./bubble.js";
import { createCustomerComposer } from "./composer.js";

const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };
/** How long Telegram shows an action that nothing follows. */
const ACTION_MS = 5000;

/** The chat of one customer with one bot: its messages, live, and what the customer can do. */
export function createChat(customer, bot, back) {
  const path = `/chats/${bot.id}/${customer.id}`;
  const { act, problem } = createActions(path);
  const composer = createCustomerComposer(act);
  const thread = createThread(`Chat with ${bot.name}`, {
    drawBubble: (letter, loaded) => createBubble(letter, { ...actionsOf(letter, act, composer), loaded }),
    keyOf: ({ message }) => message.message_id,
    dateOf: ({ message }) => message.date,
  });
  const start = el("button", { type: "button", class: "wide", onclick: () => act("POST", "/start", {}) });
  const labels = { block: "Block this bot", unblock: "Unblock this bot" };
  const block = createBlock(labels, (isBlocked) => act(isBlocked ? "PUT" : "DELETE", "/block"));
  const head = createTitlebar(bot.name, back, block.element);
  let actionTimer;

  async function refresh() {
    const { letters, blocked, action } = await call("GET", path);
    block.draw(blocked);
    tellAction(blocked, action);
    start.textContent = blocked ? "Restart bot" : "Start";
    start.hidden = letters.length > 0 && !blocked;
    composer.element.hidden = !start.hidden;
    thread.draw(letters);
  }

  function tellAction(blocked, action) {
    head.tell(action ? (ACTIONS[action] ?? action) : blocked ? "blocked" : "bot");
    clearTimeout(actionTimer);
    if (action) actionTimer = setTimeout(refresh, ACTION_MS);
  }

  const parts = [head.element, thread.element, problem, start, composer.element];
  return { element: el("div", { class: "chat" }, parts), refresh, botId: bot.id };
}

function actionsOf({ message, reactions }, act, composer) {
  const part = `/messages/${message.message_id}`;
  return {
    reply: () => composer.replyTo(message.message_id, summary(message)),
    edit: () => composer.edit(message.message_id, message.text),
    react: () => act("PUT", `${part}/reaction`, { emoji: reactions.length > 0 ? "" : "👍" }),
    press: (data) => act("POST", `${part}/press`, { data }),
  };
}
