import { createActions } from "/shared/actions.js";
import { call } from "/shared/api.js";
import { el } from "/shared/dom.js";
import { createThread } from "/shared/thread.js";
import { createTitlebar } from "/shared/titlebar.js";
import { createBubble, summary } from "./bubble.js";
import { createComposer } from "./composer.js";

const DOING = { composing: "typing…", recording: "recording a voice message…" };

/** The chat of a phone with another one: its messages, live, and what can be done. Opening it tells the other it was read. */
export function createChat(number, other, back) {
  const path = `/phones/${number}/threads/${other.number}`;
  const { act, problem } = createActions(path);
  const composer = createComposer(act);
  const head = createTitlebar(other.name, back);
  let letters = [];
  const quoted = (id) => letters.find((letter) => letter.id === id);
  const thread = createThread(`Chat with ${other.name}`, {
    drawBubble: (letter, loaded) =>
      createBubble(letter, { ...actionsOf(letter, act, composer), fileOf, quoted: quoted(letter.quotedId), loaded }),
    keyOf: ({ id }) => id,
    dateOf: ({ at }) => at,
  });

  function fileOf({ id }) {
    return `/control${path}/messages/${encodeURIComponent(id)}/file`;
  }

  async function refresh() {
    const { letters: known, typing } = await call("GET", path);
    letters = known;
    head.tell(DOING[typing] ?? `+${other.number}`);
    thread.draw(letters);
  }

  /** Only what somebody sees is read: a page in the background sees nothing. */
  function read({ chats }) {
    const own = chats.find((chat) => chat.number === number && chat.other === other.number);
    if (own?.unread > 0 && document.visibilityState === "visible") void act("PUT", "/read");
  }

  void refresh();
  return {
    element: el("div", { class: "chat" }, head.element, thread.element, problem, composer.element),
    draw: read,
    changed(change) {
      if (change.kind === "all" || change.other.startsWith(other.number)) void refresh();
    },
    leave: composer.rest,
  };
}

function actionsOf(letter, act, composer) {
  const part = `/messages/${encodeURIComponent(letter.id)}`;
  return {
    reply: () => composer.replyTo(letter.id, summary(letter)),
    edit: () => composer.edit(letter.id, letter.text),
    revoke: () => act("DELETE", part),
    react: (emoji) => act("PUT", `${part}/reaction`, { emoji }),
  };
}
