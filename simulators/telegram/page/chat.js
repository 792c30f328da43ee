import { call } from "/shared/api.js";
import { avatar, el, iconButton } from "/shared/dom.js";
import { icon } from "/shared/icons.js";
import { createThread } from "/shared/thread.js";
import { createBubble, summary } from "./bubble.js";
import { createComposer } from "./composer.js";

const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };

/** The chat of one customer with one bot: its messages, live, and what the customer can do. */
export function createChat(customer, bot, onBack) {
  const path = `/chats/${bot.id}/${customer.id}`;
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const act = (method, part, body) => attempt(problem, () => call(method, `${path}${part}`, body));
  const composer = createComposer(act);
  const thread = createThread(`Chat with ${bot.name}`, {
    drawBubble: (letter, loaded) => createBubble(letter, { ...actionsOf(letter, act, composer), loaded }),
    keyOf: ({ message }) => message.message_id,
    dateOf: ({ message }) => message.date,
  });
  const start = el("button", { type: "button", class: "wide", onclick: () => act("POST", "/start", {}) });
  const head = createHead(bot, onBack, (isBlocked) => act(isBlocked ? "DELETE" : "PUT", "/block"), refresh);

  async function refresh() {
    const { letters, blocked, action } = await call("GET", path);
    head.draw(blocked, action);
    start.textContent = blocked ? "Restart bot" : "Start";
    start.hidden = letters.length > 0 && !blocked;
    composer.element.hidden = !start.hidden;
    thread.draw(letters);
  }

  const parts = [head.element, thread.element, problem, start, composer.element];
  return { element: el("div", { class: "chat" }, parts), refresh, botId: bot.id };
}

/** Does it, or shows the sentence why not; answers whether it worked. */
async function attempt(problem, action) {
  try {
    await action();
    problem.hidden = true;
    return true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    return false;
  }
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

function createHead(bot, onBack, setBlocked, refresh) {
  const under = el("p", { class: "under" });
  const block = iconButton("Block this bot", "block", () => setBlocked(isBlocked));
  const names = el("div", { class: "names" }, el("h2", { text: bot.name }), under);
  const back = iconButton("Back to the chats", "back", onBack);
  let isBlocked = false;
  let actionTimer;
  return {
    element: el("div", { class: "titlebar" }, back, avatar(bot.name), names, block),
    draw(blocked, action) {
      isBlocked = blocked;
      under.textContent = action ? (ACTIONS[action] ?? action) : blocked ? "blocked" : "bot";
      block.replaceChildren(icon(blocked ? "restart" : "block"));
      block.title = blocked ? "Unblock this bot" : "Block this bot";
      block.setAttribute("aria-label", block.title);
      clearTimeout(actionTimer);
      if (action) actionTimer = setTimeout(refresh, 5000);
    },
  };
}
