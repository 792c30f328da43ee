import { call } from "/shared/api.js";
import { avatar, el, iconButton } from "/shared/dom.js";
import { icon } from "/shared/icons.js";
import { createThread } from "/shared/thread.js";
import { createBubble, summary } from "./bubble.js";
import { createComposer } from "./composer.js";

/** The chat of one customer with one page: its messages, live, and what the customer can do. An open chat counts as read. */
export function createChat(customer, page, onBack) {
  const path = `/chats/${page.id}/${customer.id}`;
  const problem = el("p", { class: "problem", role: "alert", hidden: true });
  const act = (method, part, body) => attempt(problem, () => call(method, `${path}${part}`, body));
  const composer = createComposer(act, { isCustomer: true });
  let letters = [];
  const thread = createThread(`Chat with ${page.name}`, {
    drawBubble: (letter, loaded) => createBubble(letter, "customer", { ...actionsOf(letter), loaded }),
    keyOf: ({ mid }) => mid,
    dateOf: ({ at }) => at,
  });
  const head = createHead(page, onBack, (isBlocked) => act(isBlocked ? "DELETE" : "PUT", "/block"));

  function actionsOf(letter) {
    const part = `/messages/${letter.mid}`;
    return {
      quoted: letters.find(({ mid }) => mid === letter.replyTo),
      reply: () => composer.replyTo(letter.mid, summary(letter)),
      edit: () => composer.edit(letter.mid, letter.text),
      unsend: () => act("DELETE", part),
      react: (emoji) => act("PUT", `${part}/reaction`, { emoji: letter.ownReaction === emoji ? "" : emoji }),
      press: ({ title, payload }) => act("POST", "/postback", { title, payload }),
    };
  }

  async function refresh() {
    const answer = await call("GET", path);
    letters = answer.letters;
    head.draw(answer);
    composer.element.hidden = answer.isBlocked;
    thread.draw(letters);
    const isUnread = letters.some(({ from, state }) => from === "page" && state !== "read");
    if (isUnread && document.visibilityState === "visible" && element.isConnected) await call("POST", `${path}/read`);
  }

  const element = el("div", { class: "chat" }, head.element, thread.element, problem, composer.element);
  return { element, refresh, pageId: page.id };
}

/** Does it, or shows the sentence why not; answers whether it worked. */
export async function attempt(problem, action) {
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

function createHead(page, onBack, setBlocked) {
  const under = el("p", { class: "under" });
  const block = iconButton("Turn off messages of this page", "block", () => setBlocked(isBlocked));
  const names = el("div", { class: "names" }, el("h2", { text: page.name }), under);
  const back = iconButton("Back to the chats", "back", onBack);
  let isBlocked = false;
  return {
    element: el("div", { class: "titlebar" }, back, avatar(page.name), names, block),
    draw({ isBlocked: blocked, isTyping }) {
      isBlocked = blocked;
      under.textContent = isTyping ? "typing…" : blocked ? "messages turned off" : "page";
      block.replaceChildren(icon(blocked ? "restart" : "block"));
      block.title = blocked ? "Turn on messages of this page" : "Turn off messages of this page";
      block.setAttribute("aria-label", block.title);
    },
  };
}
