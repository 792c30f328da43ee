import { call } from "/shared/api.js";
import { el, iconButton } from "/shared/dom.js";
import { icon } from "/shared/icons.js";
import { createCodeEntry } from "./code-entry.js";
import { watchScreen } from "./watch-screen.js";

const NO_WINDOW = "This browser could not show the window here. Paste a picture of the code instead.";
const HINT = "Point the camera at the QR code on the screen of the other device.";

/**
 * "Link a device". A browser page cannot look around, so the camera gets its picture in three ways: it watches a window that
 * is chosen, or a picture is pasted or dropped into it, or chosen as a file.
 */
export function createCamera(number, { back, byCode }) {
  const told = el("p", { class: "told", role: "status", text: HINT });
  const video = el("video", { muted: true, playsinline: true, hidden: true });
  const finder = el("div", { class: "finder" }, video, el("span", { class: "corners" }), el("span", { class: "beam" }));
  const file = el("input", { type: "file", accept: "image/*", hidden: true, "aria-label": "Picture of the code" });
  const entry = createCodeEntry(number, back);
  const scan = el("div", { class: "page dark" }, finder, told, waysOf(), file);
  const title = el("div", { class: "titlebar" }, iconButton("Back to the linked devices", "back", back), el("h2"));
  const element = el("div", { class: "chat" }, title, scan, entry.element);
  let watched;

  function waysOf() {
    const way = (label, drawing, onclick) =>
      el("button", { type: "button", class: "way", onclick }, icon(drawing), el("span", { text: label }));
    return el(
      "div",
      { class: "ways" },
      "mediaDevices" in navigator && way("Look at a window", "screen", watch),
      way("Paste the picture", "paste", pasteFromClipboard),
      way("Choose a picture", "picture", () => file.click()),
      way("Type a code instead", "keypad", () => show(true)),
    );
  }

  /** Asks for the code in a picture; answers whether the camera is done. */
  async function look(picture) {
    const form = new FormData();
    form.set("picture", picture, "picture.png");
    try {
      const { device } = await call("POST", `/phones/${number}/devices`, form);
      if (device === null) return false;
      back();
    } catch (error) {
      told.textContent = error.message;
    }
    return true;
  }

  async function lookOnce(picture) {
    told.textContent = "Looking for a code in the picture…";
    if (!(await look(picture))) told.textContent = "There is no QR code in this picture. Take a sharper or larger one.";
  }

  async function watch() {
    watched?.stop();
    watched = undefined;
    try {
      watched = await watchScreen(video, look);
      told.textContent = "Looking for a code in the window…";
      finder.classList.add("live");
      watched.ended.then(() => finder.classList.remove("live"));
    } catch (error) {
      // Who closes the browser's dialog has changed their mind.
      told.textContent = error.name === "NotAllowedError" ? HINT : NO_WINDOW;
    }
  }

  async function pasteFromClipboard() {
    const picture = await pictureInClipboard().catch(() => undefined);
    if (picture) return lookOnce(picture);
    told.textContent = "Copy the code as a picture or take a screenshot of it, then press Ctrl+V here.";
  }

  function pasted(event) {
    const picture = [...event.clipboardData.files].find(({ type }) => type.startsWith("image/"));
    if (picture) void lookOnce(picture);
  }

  function show(asksForCode) {
    scan.hidden = asksForCode;
    entry.element.hidden = !asksForCode;
    title.lastChild.textContent = asksForCode ? "Enter the code" : "Scan the QR code";
    if (asksForCode) entry.focus();
  }

  window.addEventListener("paste", pasted);
  file.addEventListener("change", () => file.files[0] && lookOnce(file.files[0]));
  takeDrops(scan, lookOnce);
  show(byCode);
  return {
    element,
    draw: () => undefined,
    leave() {
      window.removeEventListener("paste", pasted);
      watched?.stop();
    },
  };
}

/** Browsers ask the person first; those that cannot do it at all refuse. */
async function pictureInClipboard() {
  for (const item of await navigator.clipboard.read()) {
    const type = item.types.find((name) => name.startsWith("image/"));
    if (type) return item.getType(type);
  }
  return undefined;
}

function takeDrops(element, take) {
  element.addEventListener("dragover", (event) => event.preventDefault());
  element.addEventListener("drop", (event) => {
    event.preventDefault();
    const picture = [...event.dataTransfer.files].find(({ type }) => type.startsWith("image/"));
    if (picture) void take(picture);
  });
}
