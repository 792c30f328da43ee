import { fileLine, ticks, tool, toolsOf } from "/shared/bubble.js";
import { clockTime, el } from "/shared/dom.js";
import { richText } from "./rich-text.js";

/** One message. `actions`: reply, edit, react, press, and `loaded` when its picture has its height. */
export function createBubble(letter, actions) {
  const { message } = letter;
  const isMine = letter.from === "customer";
  return el(
    "div",
    { class: isMine ? "bubble mine" : "bubble" },
    message.reply_to_message && el("span", { class: "quote", text: summary(message.reply_to_message) }),
    attachment(message, actions.loaded),
    words(message),
    meta(letter, isMine),
    keys(message, actions.press),
    tools(letter, isMine, actions),
  );
}

/** A message in one line. */
export function summary(message) {
  const kind = ["photo", "document", "voice", "video", "sticker", "location", "contact"].find((name) => message[name]);
  return message.text ?? message.caption ?? message.document?.file_name ?? kind ?? "message";
}

function attachment(message, loaded) {
  const source = (file) => `/control/files/${encodeURIComponent(file.file_id)}`;
  if (message.photo)
    return el("img", { src: source(message.photo.at(-1)), alt: message.caption ?? "Photo", onload: loaded });
  if (message.sticker)
    return el("img", {
      class: "sticker",
      src: source(message.sticker),
      alt: `Sticker ${message.sticker.emoji ?? ""}`,
      onload: loaded,
    });
  if (message.voice) return el("audio", { controls: true, preload: "none", src: source(message.voice) });
  if (message.video) return el("video", { controls: true, preload: "none", src: source(message.video) });
  if (message.document) {
    const { file_name, file_size } = message.document;
    return fileLine(file_name ?? "File", file_size, source(message.document));
  }
  if (message.location)
    return el("p", { class: "words", text: `Location: ${message.location.latitude}, ${message.location.longitude}` });
  if (message.contact)
    return el("p", { class: "words", text: `Contact: ${message.contact.first_name} ${message.contact.phone_number}` });
  return undefined;
}

function words(message) {
  const text = message.text ?? message.caption;
  if (text === undefined) return undefined;
  return el("p", { class: "words" }, richText(text, message.entities ?? message.caption_entities ?? []));
}

/** One tick: Telegram has it. Two ticks: the bot has it. */
function meta(letter, isMine) {
  const { message } = letter;
  const reactions = letter.reactions.map((reaction) => reaction.emoji).join("");
  const text = `${reactions} ${message.edit_date ? "edited " : ""}${clockTime(message.date)}`;
  const told = letter.confirmed ? ticks("read", "received by the bot", "✓✓") : ticks("sent", "sent", "✓");
  return el("span", { class: "meta" }, text, isMine && told);
}

function keys(message, press) {
  const rows = message.reply_markup?.inline_keyboard ?? [];
  const buttons = rows.flat().filter((key) => key.callback_data !== undefined);
  if (buttons.length === 0) return undefined;
  const drawn = buttons.map((key) =>
    el("button", { type: "button", class: "button", text: key.text, onclick: () => press(key.callback_data) }),
  );
  return el("span", { class: "keys" }, drawn);
}

function tools(letter, isMine, actions) {
  return toolsOf(
    tool("Reply", "reply", actions.reply),
    isMine && letter.message.text !== undefined && tool("Edit", "edit", actions.edit),
    !isMine && tool("React with a thumb up", "like", actions.react),
  );
}
