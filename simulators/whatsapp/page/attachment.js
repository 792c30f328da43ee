import { el } from "/shared/dom.js";
import { icon } from "/shared/icons.js";

/** What a message carries beside its words; undefined when it is words alone. */
export function attachment(letter, { fileOf, loaded }) {
  const { kind, media, details } = letter;
  if (kind === "location") return card("place", details.name || "Location", details.address || details.place);
  if (kind === "contact") return card("person", details.name, details.number);
  if (kind === "poll") return pollOf(details);
  if (!media) return kind === "text" ? undefined : card("file", "Something this page cannot show", "");
  if (media.size === null) return card("file", "The file is not on the media host", media.name ?? "");
  return fileView(letter, fileOf(letter), loaded);
}

function fileView({ kind, media, text, viewOnce }, src, loaded) {
  switch (kind) {
    case "image":
      return el(
        "span",
        {},
        el("img", { src, alt: text || "Photo", onload: loaded }),
        viewOnce && el("span", { class: "once" }, icon("once"), "To be seen once"),
      );
    case "sticker":
      return el("img", { class: "sticker", src, alt: "Sticker", onload: loaded });
    case "voice":
    case "audio":
      return el("audio", { controls: true, preload: "none", src, "aria-label": kind });
    case "video":
      return el("video", { controls: true, preload: "metadata", src, onloadedmetadata: loaded });
    default:
      return documentCard(media, src);
  }
}

function documentCard({ name, size }, href) {
  const shown = name ?? "File";
  const link = el("a", { href, download: shown, text: shown });
  return el("span", { class: "card" }, icon("file"), el("span", {}, link, el("small", { text: sizeOf(size) })));
}

function card(drawing, title, under) {
  const words = el("span", {}, el("strong", { text: title }), under && el("small", { text: under }));
  return el("span", { class: "card" }, icon(drawing), words);
}

function pollOf({ question = "", choices = [] }) {
  const rows = choices.map((choice) => el("span", { class: "choice", text: choice }));
  return el("span", { class: "poll" }, el("strong", { text: question }), rows);
}

function sizeOf(bytes) {
  return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
