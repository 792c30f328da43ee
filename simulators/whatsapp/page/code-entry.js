import { call } from "/shared/api.js";
import { el } from "/shared/dom.js";

/** "Link with phone number instead": the eight letters and digits that the other device shows. */
export function createCodeEntry(number, done) {
  const problem = el("p", { class: "problem", role: "alert" });
  const input = el("input", {
    name: "code",
    "aria-label": "Code with 8 letters and digits",
    autocomplete: "off",
    autocapitalize: "characters",
    spellcheck: "false",
    maxlength: "11",
    placeholder: "ABCD-EFGH",
    required: true,
  });
  const button = el("button", { class: "wide", text: "Link" });
  const form = el(
    "form",
    { class: "page code-entry", onsubmit: submit },
    el("p", { text: "Enter the code that the other device shows." }),
    input,
    problem,
    button,
  );

  async function submit(event) {
    event.preventDefault();
    button.disabled = true;
    try {
      await call("POST", `/phones/${number}/pairing`, { code: input.value });
      done();
    } catch (error) {
      problem.textContent = error.message;
    }
    button.disabled = false;
  }

  return { element: form, focus: () => setTimeout(() => input.focus()) };
}
