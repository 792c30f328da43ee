import { call } from "./api.js";
import { el } from "./dom.js";
import { tell } from "./tell.js";

/** A button that asks the simulator to do something, and says that it was done, or why not. */
export function press(text, method, path, { body, className = "button", disabled = false } = {}) {
  async function run() {
    try {
      await call(method, path, body);
      tell(`${text}: done.`);
    } catch (error) {
      tell(error.message);
    }
  }
  return el("button", { type: "button", class: className, text, disabled, onclick: run });
}
