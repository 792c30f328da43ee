import { call } from "./api.js";
import { el } from "./dom.js";

/** What can be done in the chat at this `path`: `act(method, part, body)` answers whether it worked, and `problem` says why it did not. */
export function createActions(path) {
  const problem = el("p", { class: "problem", role: "alert", hidden: true });

  async function act(method, part, body) {
    try {
      await call(method, `${path}${part}`, body);
      problem.hidden = true;
      return true;
    } catch (error) {
      problem.textContent = error.message;
      problem.hidden = false;
      return false;
    }
  }

  return { act, problem };
}
