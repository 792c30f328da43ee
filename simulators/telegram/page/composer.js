import { el } from "./dom.js";

/**
 * Where the customer writes. `send(body, part)` sends a text, or to `part` ("/files", "/voice") what belongs there;
 * `edit(messageId, text)` changes an own message. Both answer whether it worked; then the field is emptied.
 */
export function createComposer(send, edit) {
  const text = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message", onkeydown: keyPressed });
  const about = el("span");
  const cancel = el("button", { type: "button", class: "icon", text: "✕", onclick: forget });
  cancel.setAttribute("aria-label", "Neither reply nor edit");
  const bar = el("div", { class: "about", hidden: true }, about, cancel);
  const file = el("input", { type: "file", hidden: true, onchange: fileChosen });
  const isPicture = (chosen) => ["image/jpeg", "image/png", "image/webp"].includes(chosen.type);
  let replied;
  let edited;

  function keyPressed(event) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  }

  async function submit() {
    const words = text.value.trim();
    if (words === "") return;
    const body = replied === undefined ? { text: words } : { text: words, replyTo: replied };
    if (await (edited === undefined ? send(body) : edit(edited, words))) forget();
  }

  async function fileChosen() {
    const [chosen] = file.files;
    if (!chosen) return;
    const form = new FormData();
    form.set("as", isPicture(chosen) ? "photo" : "document");
    form.set("caption", text.value.trim());
    if (replied !== undefined) form.set("replyTo", String(replied));
    form.set("file", chosen);
    file.value = "";
    if (await send(form, "/files")) forget();
  }

  function forget() {
    replied = undefined;
    edited = undefined;
    text.value = "";
    bar.hidden = true;
    text.focus();
  }

  function show(words) {
    about.textContent = words;
    bar.hidden = false;
    text.focus();
  }

  const icon = (label, sign, onclick) => {
    const button = el("button", { type: "button", class: "icon", title: label, text: sign, onclick });
    button.setAttribute("aria-label", label);
    return button;
  };
  const row = el(
    "div",
    { class: "composer" },
    icon("Send a picture or file", "📎", () => file.click()),
    file,
    text,
    icon("Send a voice message", "🎤", () => send(undefined, "/voice")),
    icon("Send", "➤", submit),
  );
  return {
    element: el("div", {}, bar, row),
    replyTo(messageId, words) {
      edited = undefined;
      replied = messageId;
      show(`Reply to: ${words}`);
    },
    edit(messageId, words) {
      replied = undefined;
      edited = messageId;
      text.value = words;
      show("Edit message");
    },
  };
}
