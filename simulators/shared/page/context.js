import { el, iconButton } from "./dom.js";

/** What the next message is: a new one, a reply, or the change of an own one; told in a bar above the field. */
export function createContext(text) {
  const about = el("span");
  const bar = el("div", { class: "about", hidden: true }, about, iconButton("Neither reply nor edit", "close", forget));
  let replied;
  let edited;

  function set(reply, edit, words) {
    replied = reply;
    edited = edit;
    about.textContent = words;
    bar.hidden = words === "";
    text.focus();
  }

  function forget() {
    text.value = "";
    set(undefined, undefined, "");
  }

  return {
    element: bar,
    forget,
    repliedTo: () => replied,
    requestFor(words) {
      if (edited !== undefined) return ["PATCH", `/messages/${edited}`, { text: words }];
      return ["POST", "/messages", { text: words, replyTo: replied }];
    },
    replyTo: (id, words) => set(id, undefined, `Reply to: ${words}`),
    edit(id, words) {
      text.value = words;
      set(undefined, id, "Edit message");
    },
  };
}
