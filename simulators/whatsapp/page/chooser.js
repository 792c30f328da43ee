import { call } from "/shared/api.js";
import { el, field } from "/shared/dom.js";

/** The place beside the phones where another one is taken in hand. */
export function createChooser(onChosen) {
  const problem = el("p", { class: "problem", role: "alert" });
  const select = el("select", { name: "number" });
  const submit = (chosenNumber) => (event) => choose(event, chosenNumber, onChosen, problem);
  const pick = el(
    "form",
    { onsubmit: submit(() => select.value) },
    el("label", { class: "field" }, "Somebody known", select),
    el("button", { class: "button", text: "Take this phone" }),
  );
  const create = el(
    "form",
    {
      onsubmit: submit(async (form) => (await call("POST", "/phones", Object.fromEntries(new FormData(form)))).number),
    },
    field("Number, with the country code", {
      name: "number",
      type: "tel",
      required: true,
      autocomplete: "off",
      placeholder: "+49 170 1234567",
    }),
    field("Name", { name: "name", required: true, autocomplete: "off", placeholder: "Ana Ruiz" }),
    el("button", { class: "button main", text: "New phone" }),
    problem,
  );
  const title = el("h2", { class: "chooser", text: "Another phone" });
  return {
    element: el("div", { class: "phone empty" }, title, pick, create),
    draw(phones) {
      pick.hidden = phones.length === 0;
      const chosen = select.value;
      select.replaceChildren(...phones.map(({ number, name }) => el("option", { value: number, text: name })));
      if (phones.some(({ number }) => number === chosen)) select.value = chosen;
    },
  };
}

async function choose(event, chosenNumber, onChosen, problem) {
  event.preventDefault();
  try {
    problem.textContent = "";
    const number = await chosenNumber(event.target);
    event.target.reset();
    onChosen(number);
  } catch (error) {
    problem.textContent = error.message;
  }
}
