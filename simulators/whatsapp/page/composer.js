import { messageField } from "/shared/composer.js";
import { createContext } from "/shared/context.js";
import { el, iconButton } from "/shared/dom.js";
import { createAttachments } from "./attachments.js";
import { createTyping } from "./typing.js";

/** Where the owner of the phone writes. `act(method, part, body)` does it in the chat and answers whether it worked. */
export function createComposer(act) {
  const text = messageField(submit);
  const context = createContext(text);
  const attachments = createAttachments(act, {
    caption: () => text.value.trim(),
    replied: context.repliedTo,
    done: context.forget,
  });
  const typing = createTyping((state) => act("PUT", "/typing", { state }));
  const voice = iconButton("Send a voice message", "voice", () => act("POST", "/samples", { kind: "voice" }));
  const send = iconButton("Send", "send", submit, "icon send");

  async function submit() {
    const words = text.value.trim();
    if (words === "" || !(await act(...context.requestFor(words)))) return;
    typing.forget();
    context.forget();
    showButtons();
  }

  /** As on the phone: a microphone while nothing is written. */
  function showButtons() {
    voice.hidden = text.value.trim() !== "";
    send.hidden = !voice.hidden;
  }

  text.addEventListener("input", () => {
    showButtons();
    if (text.value.trim() !== "") typing.type();
  });
  showButtons();
  const row = el("div", { class: "composer" }, attachments.button, text, voice, send);
  const element = el("div", { class: "writing" }, context.element, attachments.element, row);
  return {
    element,
    replyTo: context.replyTo,
    edit(id, words) {
      context.edit(id, words);
      showButtons();
    },
    rest: typing.rest,
  };
}
