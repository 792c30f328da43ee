import { createContext } from "/shared/context.js";
import { el, iconButton } from "/shared/dom.js";

/** Where the customer writes. `act(method, part, body)` does it in the chat and answers whether it worked. */
export function createComposer(act) {
  const text = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message" });
  const file = el("input", { type: "file", hidden: true });
  const context = createContext(text);

  async function submit() {
    const words = text.value.trim();
    if (words !== "" && (await act(...context.requestFor(words)))) context.forget();
  }

  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  file.addEventListener("change", async () => {
    const form = fileForm(file, text.value.trim(), context.repliedTo());
    if (form && (await act("POST", "/files", form))) context.forget();
  });
  const row = el(
    "div",
    { class: "composer" },
    iconButton("Send a picture or file", "attach", () => file.click()),
    file,
    text,
    iconButton("Send a voice message", "voice", () => act("POST", "/voice")),
    iconButton("Send", "send", submit),
  );
  return { element: el("div", {}, context.element, row), replyTo: context.replyTo, edit: context.edit };
}

/** Pictures go as photos, everything else as a document. */
function fileForm(input, caption, replyTo) {
  const [chosen] = input.files;
  if (!chosen) return undefined;
  const isPicture = ["image/jpeg", "image/png", "image/webp"].includes(chosen.type);
  const form = new FormData();
  form.set("as", isPicture ? "photo" : "document");
  form.set("caption", caption);
  if (replyTo !== undefined) form.set("replyTo", String(replyTo));
  form.set("file", chosen);
  input.value = "";
  return form;
}
