import { reactTool, ticks, tool, toolsOf } from "/shared/bubble.js";
import { clockTime, el } from "/shared/dom.js";
import { icon } from "/shared/icons.js";
import { attachment } from "./attachment.js";

const EMOJIS = ["👍", "❤️", "😂", "😮", "😢", "🙏"];
const KINDS = {
  image: "Photo",
  video: "Video",
  voice: "Voice message",
  audio: "Audio",
  document: "Document",
  sticker: "Sticker",
  location: "Location",
  contact: "Contact",
  poll: "Poll",
  other: "Message of another kind",
};
/** Their card says already what the text would. */
const SPEAK_FOR_THEMSELVES = ["location", "contact", "poll"];
const TICKS = { clock: "waiting", sent: "sent", delivered: "delivered", read: "read" };

/** One message. `actions`: reply, edit, revoke, react, `fileOf(letter)`, the `quoted` letter, and `loaded` for pictures. */
export function createBubble(letter, actions) {
  const mine = letter.fromMe ? " mine" : "";
  if (letter.revoked) {
    const words = el("p", { class: "words soft" }, icon("block"), " This message was deleted");
    return el("div", { class: `bubble${mine}` }, words, metaOf(letter));
  }
  return el(
    "div",
    { class: `bubble${mine} of-${letter.kind}` },
    letter.quotedId && el("span", { class: "quote", text: actions.quoted ? summary(actions.quoted) : "A message" }),
    attachment(letter, actions),
    letter.text !== "" &&
      !SPEAK_FOR_THEMSELVES.includes(letter.kind) &&
      el("p", { class: "words" }, withLinks(letter.text)),
    metaOf(letter),
    letter.reactions.length > 0 && el("span", { class: "reactions", text: letter.reactions.join("") }),
    tools(letter, actions),
  );
}

/** A message in one line. */
export function summary({ kind, text, revoked, media, details }) {
  if (revoked) return "This message was deleted";
  if (kind === "text") return text;
  return [KINDS[kind], text || (media?.name ?? details.question ?? details.name)].filter(Boolean).join(": ");
}

/** How far an own message came. */
export function ticksOf({ ticks: state }) {
  return ticks(state, TICKS[state], state === "clock" ? icon("clock") : state === "sent" ? "✓" : "✓✓");
}

function metaOf(letter) {
  const text = `${letter.edited && !letter.revoked ? "edited " : ""}${clockTime(letter.at)}`;
  return el("span", { class: "meta" }, text, letter.fromMe && ticksOf(letter));
}

/** Only web addresses become links. */
function withLinks(text) {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((piece, index) =>
      index % 2 === 1 ? el("a", { href: piece, target: "_blank", rel: "noreferrer noopener", text: piece }) : piece,
    );
}

function tools(letter, { reply, edit, revoke, react }) {
  const takeBack = letter.reactions.length > 0 && tool("Take the reaction back", "close", () => react(""));
  return toolsOf(
    tool("Reply", "reply", reply),
    reactTool(EMOJIS, react, takeBack),
    letter.fromMe && letter.kind === "text" && tool("Edit", "edit", edit),
    letter.fromMe && tool("Delete for everyone", "bin", revoke),
  );
}
