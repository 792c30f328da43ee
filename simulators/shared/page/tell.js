import { el } from "./dom.js";

const SHOWN_MS = 3000;

const line = el("p", { class: "told", role: "status" });
let timer;

/** Says at the foot of the page, for a moment, what a press came to: most of it happens elsewhere and shows nothing here. */
export function tell(words) {
  if (!line.isConnected) document.body.append(line);
  line.textContent = words;
  clearTimeout(timer);
  timer = setTimeout(() => {
    line.textContent = "";
  }, SHOWN_MS);
}
