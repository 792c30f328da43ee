import { call } from "./api.js";
import { createBubble, summary } from "./bubble.js";
import { createComposer } from "./composer.js";
import { avatar, el } from "./dom.js";

const ACTIONS = { typing: "typing…", upload_photo: "sending a photo…", upload_document: "sending a file…" };

/** The chat of one customer with one bot: its messages, live, and what the customer can do. */
export function createChat(customer, bot, onBack) {
  const path = `/chats/${bot.id}/${customer.id}`;
  const thread = el("div", { class: "thread", role: "log", tabindex: "0", "aria-label": `Chat with ${bot.name}` });
  const under = el("p", { class: "under" });
  const block = el("button", { type: "button", class: "icon", onclick: toggleBlock });
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const start = el("button", { type: "button", class: "wide", onclick: () => act("POST", "/start", {}) });
  const composer = createComposer(
    (body, file) => (file ? act("POST", file, body) : act("POST", "/messages", body)),
    edit,
  );
  const bubbles = new Map();
  let blocked = false;
  let actionTimer;

  async function act(method, part, body) {
    try {
      await call(method, `${path}${part}`, body);
      problem.hidden = true;
      return true;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      return false;
    }
  }

  function edit(messageId, text) {
    return act("PATCH", `/messages/${messageId}`, { text });
  }

  function toggleBlock() {
    return act(blocked ? "DELETE" : "PUT", "/block");
  }

  async function refresh() {
    const { letters, blocked: isBlocked, action } = await call("GET", path);
    blocked = isBlocked;
    drawHead(action);
    start.textContent = blocked ? "Restart bot" : "Start";
    start.hidden = letters.length > 0 && !blocked;
    composer.element.hidden = !start.hidden;
    drawThread(letters);
  }

  function drawHead(action) {
    under.textContent = action ? (ACTIONS[action] ?? action) : blocked ? "blocked" : "bot";
    block.textContent = blocked ? "↺" : "⊘";
    block.title = blocked ? "Unblock this bot" : "Block this bot";
    block.setAttribute("aria-label", block.title);
    clearTimeout(actionTimer);
    if (action) actionTimer = setTimeout(refresh, 5000);
  }

  function drawThread(letters) {
    const isAtEnd = thread.scrollHeight - thread.scrollTop - thread.clientHeight < 60;
    const before = bubbles.size;
    let day = "";
    const rows = letters.flatMap((letter) => {
      const today = new Date(letter.message.date * 1000).toLocaleDateString([], { day: "numeric", month: "long" });
      const row = bubbleOf(letter);
      if (today === day) return [row];
      day = today;
      return [el("span", { class: "day", text: today }), row];
    });
    thread.replaceChildren(...rows);
    if (isAtEnd || before === 0) thread.scrollTop = thread.scrollHeight;
  }

  /** A bubble is only drawn again when it changed, so that pictures do not flicker. */
  function bubbleOf(letter) {
    const id = letter.message.message_id;
    const known = bubbles.get(id);
    const signature = JSON.stringify(letter);
    if (known?.signature === signature) return known.element;
    const element = createBubble(letter, {
      reply: () => composer.replyTo(id, summary(letter.message)),
      edit: () => composer.edit(id, letter.message.text),
      react: () => act("PUT", `/messages/${id}/reaction`, { emoji: letter.reactions.length > 0 ? "" : "👍" }),
      press: (data) => act("POST", `/messages/${id}/press`, { data }),
      loaded: () => {
        if (thread.lastElementChild === element) thread.scrollTop = thread.scrollHeight;
      },
    });
    bubbles.set(id, { element, signature });
    return element;
  }

  const back = el("button", { type: "button", class: "icon", title: "Back to the chats", text: "‹", onclick: onBack });
  back.setAttribute("aria-label", "Back to the chats");
  const names = el("div", { class: "names" }, el("h2", { text: bot.name }), under);
  const head = el("div", { class: "titlebar" }, back, avatar(bot.name), names, block);
  const element = el("div", { class: "chat" }, head, thread, problem, start, composer.element);
  return { element, refresh, botId: bot.id };
}
