import { createContext } from "./context.js";
import { el, iconButton } from "./dom.js";

/** The field a message is written in. Enter sends it, with Shift it begins a new line. */
export function messageField(submit) {
  const text = el("textarea", { rows: "1", placeholder: "Message", "aria-label": "Message" });
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    void submit();
  });
  return text;
}

/**
 * Where a message is written, or a file chosen. `act(method, part, body)` does it in the chat and answers whether it worked.
 * `fieldsOf(chosen, caption)` gives what is told with a file; without it a file goes alone, and the words stay in the field.
 * `above` and `buttons`: further ones, over the field and in its row.
 */
export function createComposer(act, { fieldsOf, above, buttons = [] }) {
  const text = messageField(submit);
  const file = el("input", { type: "file", hidden: true });
  const context = createContext(text);

  async function submit() {
    const words = text.value.trim();
    if (words !== "" && (await act(...context.requestFor(words)))) context.forget();
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    if (!chosen) return;
    const words = text.value;
    const form = fileForm(chosen, { ...fieldsOf?.(chosen, words.trim()), replyTo: context.repliedTo() });
    file.value = "";
    if (!(await act("POST", "/files", form))) return;
    context.forget();
    if (!fieldsOf) text.value = words;
  });
  const attach = iconButton("Send a picture or file", "attach", () => file.click());
  const row = el("div", { class: "composer" }, attach, file, text, buttons, iconButton("Send", "send", submit));
  return { element: el("div", {}, context.element, above, row), replyTo: context.replyTo, edit: context.edit };
}

/** The file comes last: whoever reads the form knows by then what it is. */
export function fileForm(chosen, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) form.set(name, String(value));
  form.set("file", chosen);
  return form;
}
