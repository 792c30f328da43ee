import { createActions } from "/shared/actions.js";
import { call } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { createThread } from "/shared/thread.js";
import { createBlock, createTitlebar } from "/shared/titlebar.js";
import { createBubble, summary } from "./bubble.js";
import { createCustomerComposer } from "./composer.js";

/** The chat of one customer with one page: its messages, live, and what the customer can do. An open chat counts as read. */
export function createChat(customer, page, back) {
  const path = `/chats/${page.id}/${customer.id}`;
  const { act, problem } = createActions(path);
  const composer = createCustomerComposer(act);
  let letters = [];
  const thread = createThread(`Chat with ${page.name}`, {
    drawBubble: (letter, loaded) => createBubble(letter, "customer", { ...actionsOf(letter), loaded }),
    keyOf: ({ mid }) => mid,
    dateOf: ({ at }) => at,
  });
  const labels = { block: "Turn off messages of this page", unblock: "Turn on messages of this page" };
  const block = createBlock(labels, (isBlocked) => act(isBlocked ? "PUT" : "DELETE", "/block"));
  const head = createTitlebar(page.name, back, block.element);

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
    const { letters: known, isBlocked, isTyping } = await call("GET", path);
    letters = known;
    block.draw(isBlocked);
    head.tell(isTyping ? "typing…" : isBlocked ? "messages turned off" : "page");
    composer.element.hidden = isBlocked;
    thread.draw(letters);
    const isUnread = letters.some(({ from, state }) => from === "page" && state !== "read");
    if (isUnread && document.visibilityState === "visible" && element.isConnected) await call("POST", `${path}/read`);
  }

  const element = el("div", { class: "chat" }, head.element, thread.element, problem, composer.element);
  return { element, refresh, pageId: page.id };
}
