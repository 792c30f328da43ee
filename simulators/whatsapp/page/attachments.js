import { fileForm } from "/shared/composer.js";
import { el, field, iconButton } from "/shared/dom.js";
import { icon } from "/shared/icons.js";

const PICTURES = ["image/jpeg", "image/png", "image/webp"];
const FORMS = {
  place: {
    part: "/places",
    fields: [
      ["Latitude", { name: "latitude", type: "number", step: "any", value: "52.5163", required: true }],
      ["Longitude", { name: "longitude", type: "number", step: "any", value: "13.3777", required: true }],
      ["Name of the place", { name: "name", value: "Brandenburg Gate" }],
    ],
    read: ({ latitude, longitude, name }) => ({ latitude: Number(latitude), longitude: Number(longitude), name }),
  },
  contact: {
    part: "/contacts",
    fields: [
      ["Name", { name: "name", value: "Carla Novak", required: true }],
      ["Number", { name: "number", type: "tel", value: "+420 601 123 456", required: true }],
    ],
    read: (values) => values,
  },
  poll: {
    part: "/polls",
    fields: [
      ["Question", { name: "question", value: "Which glaze?", required: true }],
      ["Choices, with commas between", { name: "choices", value: "Blue, Sand, Moss", required: true }],
    ],
    read: ({ question, choices }) => ({ question, choices: choices.split(",").map((choice) => choice.trim()) }),
  },
};

/** The menu of what can be sent beside words. `caption`, `replied`: of the message being written; `done` empties it. */
export function createAttachments(act, { caption, replied, done }) {
  const file = el("input", { type: "file", hidden: true });
  const menu = el("div", { class: "attachments", hidden: true });
  const button = iconButton("Attach", "plus", () => toggle(menu.hidden));
  const entries = el(
    "div",
    { class: "entries" },
    entry("Photo or video", "picture", () => pick("image", "image/*,video/mp4")),
    entry("Document", "file", () => pick("document", "")),
    entry("View once", "once", () => pick("view once", PICTURES.join(","))),
    entry("Sticker", "sticker", () => act("POST", "/samples", { kind: "sticker" })),
    entry("Location", "place", () => ask("place")),
    entry("Contact", "person", () => ask("contact")),
    entry("Poll", "poll", () => ask("poll")),
  );
  let wanted;

  function entry(label, drawing, onclick) {
    const close = () => {
      toggle(false);
      onclick();
    };
    return el("button", { type: "button", onclick: close }, icon(drawing), el("span", { text: label }));
  }

  function toggle(isOpen) {
    menu.hidden = !isOpen;
    menu.replaceChildren(entries);
    button.setAttribute("aria-expanded", String(isOpen));
  }

  function pick(kind, accept) {
    wanted = kind;
    file.accept = accept;
    file.click();
  }

  function ask(name) {
    const { part, fields, read } = FORMS[name];
    const inputs = fields.map(([label, props]) => field(label, { autocomplete: "off", ...props }));
    const form = el("form", {}, inputs, el("button", { class: "button main", text: "Send" }));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (await act("POST", part, read(Object.fromEntries(new FormData(form))))) toggle(false);
    });
    menu.hidden = false;
    menu.replaceChildren(form);
    button.setAttribute("aria-expanded", "true");
  }

  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    const form = chosen && fileForm(chosen, { as: kindOf(chosen, wanted), caption: caption(), replyTo: replied() });
    if (form && (await act("POST", "/files", form))) done();
    file.value = "";
  });
  return { element: el("div", {}, menu, file), button };
}

/** What is neither a picture nor a video goes as a document, whatever was wanted. */
function kindOf({ type }, wanted) {
  if (wanted !== "image" || PICTURES.includes(type)) return wanted;
  return type === "video/mp4" ? "video" : "document";
}
