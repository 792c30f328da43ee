import { fileLine, reactTool, ticks, tool, toolsOf } from "/shared/bubble.js";
import { clockTime, el } from "/shared/dom.js";
import { icon } from "/shared/icons.js";

const EMOJIS = ["❤", "😆", "😮", "😢", "😠", "👍"];
const KINDS = {
  image: "Photo",
  video: "Video",
  audio: "Voice message",
  file: "File",
  sticker: "Sticker",
  location: "Location",
  fallback: "Link",
  template: "Card",
};

/** One message, seen by "customer" or "page". `actions`: reply, edit, unsend, react, press, `quoted`, and `loaded` for pictures. */
export function createBubble(letter, viewer, actions) {
  const isMine = letter.from === viewer;
  const mine = isMine ? " mine" : "";
  if (letter.isUnsent) {
    const words = el("p", { class: "words soft", text: "This message was unsent" });
    return el("div", { class: `bubble${mine}` }, words, metaOf(letter, isMine));
  }
  return el(
    "div",
    { class: `bubble${mine}` },
    letter.replyTo && el("span", { class: "quote", text: actions.quoted ? summary(actions.quoted) : "A message" }),
    letter.attachments.map((one) => attachmentOf(one, actions)),
    letter.text !== null && el("p", { class: "words", text: letter.text }),
    metaOf(letter, isMine),
    letter.reactions.length > 0 && el("span", { class: "reactions", text: letter.reactions.join("") }),
    tools(letter, isMine, actions),
  );
}

/** A message in one line. */
export function summary({ text, attachments, isUnsent }) {
  if (isUnsent) return "This message was unsent";
  return text ?? KINDS[attachments[0]?.type] ?? "Message";
}

function attachmentOf({ type, file, payload, title, url }, actions) {
  const source = file && `/control/media/${file.id}`;
  if (source && (type === "image" || type === "sticker")) {
    const className = type === "sticker" ? "sticker" : undefined;
    return el("img", { class: className, src: source, alt: KINDS[type], onload: actions.loaded });
  }
  if (source && type === "video") return el("video", { controls: true, preload: "none", src: source });
  if (source && type === "audio") return el("audio", { controls: true, preload: "none", src: source });
  if (source) return fileLine(file.name, file.size, source);
  if (type === "location") {
    const { lat, long } = payload.coordinates;
    return el("p", { class: "words" }, icon("place"), ` ${title ?? "Location"}: ${lat}, ${long}`);
  }
  if (type === "template") return cardOf(payload, actions);
  return el("p", { class: "words", text: [KINDS[type], title, url].filter(Boolean).join(" · ") });
}

/** A template: its words, and buttons that can be pressed. */
function cardOf({ text, elements = [], buttons = [] }, actions) {
  const words = text ?? elements.map(({ title }) => title).join(", ");
  const all = [...buttons, ...elements.flatMap((one) => one.buttons ?? [])];
  const pressable = all.filter(({ type }) => type === "postback");
  const keys = pressable.map((button) =>
    el("button", { type: "button", class: "button", text: button.title, onclick: () => actions.press?.(button) }),
  );
  return el("div", {}, el("p", { class: "words", text: words }), el("span", { class: "keys" }, keys));
}

function metaOf(letter, isMine) {
  const where = letter.byInbox ? "from the page inbox " : "";
  const text = `${where}${letter.isEdited && !letter.isUnsent ? "edited " : ""}${clockTime(letter.at)}`;
  const drawing = letter.state === "sent" ? "✓" : "✓✓";
  return el("span", { class: "meta" }, text, isMine && ticks(letter.state, letter.state, drawing));
}

function tools(letter, isMine, { reply, edit, unsend, react }) {
  return toolsOf(
    reply && tool("Reply", "reply", reply),
    react && reactTool(EMOJIS, react),
    edit && isMine && letter.text !== null && tool("Edit", "edit", edit),
    unsend && isMine && tool("Unsend", "bin", unsend),
  );
}
