import { createActions } from "/shared/actions.js";
import { call } from "/shared/api.js";
import { createComposer } from "/shared/composer.js";
import { el } from "/shared/dom.js";
import { createThread } from "/shared/thread.js";
import { createBubble, summary } from "./bubble.js";

/** Facebook's own inbox, where the people of a page write beside every app: apps hear of it as an echo. */
export const inboxPart = { id: "inbox", title: "Page inbox", create: createInbox };

function createInbox(container) {
  const choice = el("select", { name: "chat", onchange: open });
  const place = el("div");
  const hint = el("p", { class: "soft", text: "Nobody has written to a page yet." });
  const panel = el("div", { class: "panel" }, el("label", { class: "field" }, "Conversation", choice), hint);
  container.classList.add("inbox");
  container.append(panel, place);
  let chat;

  function open() {
    const [pageId, customerId] = choice.value.split(":");
    chat = choice.value === "" ? undefined : createInboxChat(pageId, customerId, choice.selectedOptions[0].text);
    place.replaceChildren(...(chat ? [chat.element] : []));
    void chat?.refresh();
  }

  return {
    draw({ chats, pages, customers }) {
      const chosen = choice.value;
      const nameOf = (list, id) => list.find((one) => one.id === id)?.name ?? id;
      const options = chats.map(({ pageId, customerId }) => {
        const text = `${nameOf(customers, customerId)} → ${nameOf(pages, pageId)}`;
        return el("option", { value: `${pageId}:${customerId}`, text });
      });
      choice.replaceChildren(...options);
      hint.hidden = chats.length > 0;
      choice.parentElement.hidden = chats.length === 0;
      if (chats.some(({ pageId, customerId }) => `${pageId}:${customerId}` === chosen)) choice.value = chosen;
      if (choice.value !== (chat?.key ?? "")) open();
    },
    changed({ kind, pageId, customerId }) {
      if (chat && (kind === "all" || (kind === "thread" && chat.key === `${pageId}:${customerId}`)))
        void chat.refresh();
    },
  };
}

function createInboxChat(pageId, customerId, title) {
  const { act, problem } = createActions(`/inbox/${pageId}/${customerId}`);
  const composer = createComposer(act, {});
  const under = el("p", { class: "under" });
  let letters = [];
  const thread = createThread(title, {
    drawBubble: (letter, loaded) =>
      createBubble(letter, "page", {
        loaded,
        quoted: letters.find(({ mid }) => mid === letter.replyTo),
        reply: () => composer.replyTo(letter.mid, summary(letter)),
      }),
    keyOf: ({ mid }) => mid,
    dateOf: ({ at }) => at,
  });
  const head = el("div", { class: "titlebar" }, el("div", { class: "names" }, el("h2", { text: title }), under));
  const screen = el("div", { class: "chat" }, head, thread.element, problem, composer.element);
  return {
    key: `${pageId}:${customerId}`,
    element: el("article", { class: "phone", "aria-label": `Inbox: ${title}` }, screen),
    async refresh() {
      const answer = await call("GET", `/chats/${pageId}/${customerId}`);
      letters = answer.letters;
      under.textContent = `PSID ${answer.psid}`;
      thread.draw(letters);
    },
  };
}
