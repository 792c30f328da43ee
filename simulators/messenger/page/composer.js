import { createContext } from "/shared/context.js";
import { el, iconButton } from "/shared/dom.js";

/** Where a message is written. `act(method, part, body)` does it in the chat and answers whether it worked. */
export function createComposer(act, { isCustomer }) {
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
    const form = fileForm(file, context.repliedTo());
    if (form && (await act("POST", "/files", form))) context.forget();
  });
  const attach = iconButton("Send a picture or file", "attach", () => file.click());
  const row = el("div", { class: "composer" }, attach, file, text, iconButton("Send", "send", submit));
  const more = isCustomer ? el("div", { class: "more" }, gestures(act)) : undefined;
  return { element: el("div", {}, context.element, more, row), replyTo: context.replyTo, edit: context.edit };
}

/** What a customer can send with one press. */
function gestures(act) {
  const place = { latitude: 52.5163, longitude: 13.3777, title: "Brandenburg Gate" };
  const ad = { adId: "6045246247433", title: "Spring sale" };
  return [
    iconButton("Send a voice message", "voice", () => act("POST", "/voice")),
    iconButton("Send a sticker", "sticker", () => act("POST", "/sticker")),
    iconButton("Send a location", "place", () => act("POST", "/location", place)),
    iconButton("Come from an advertisement", "picture", () => act("POST", "/referral", ad)),
    iconButton("Press “Get started”", "plus", () =>
      act("POST", "/postback", { title: "Get started", payload: "START" }),
    ),
  ];
}

function fileForm(input, replyTo) {
  const [chosen] = input.files;
  if (!chosen) return undefined;
  const form = new FormData();
  if (replyTo !== undefined) form.set("replyTo", replyTo);
  form.set("file", chosen);
  input.value = "";
  return form;
}
