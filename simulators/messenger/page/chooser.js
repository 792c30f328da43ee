import { call } from "/shared/api.js";
import { el, field } from "/shared/dom.js";

/** The place beside the phones where another one is taken in hand. */
export function createChooser(onChosen) {
  const problem = el("p", { class: "problem", role: "alert" });
  const select = el("select", { name: "customer" });
  const submit = (chosenId) => (event) => choose(event, chosenId, onChosen, problem);
  const pick = el(
    "form",
    { onsubmit: submit(() => select.value) },
    el("label", { class: "field" }, "Somebody known", select),
    el("button", { class: "button", text: "Take this phone" }),
  );
  const create = el(
    "form",
    { onsubmit: submit(async (form) => (await call("POST", "/customers", filled(form))).id) },
    field("First name", { name: "firstName", required: true, autocomplete: "off" }),
    field("Last name", { name: "lastName", autocomplete: "off" }),
    el("button", { class: "button main", text: "New customer" }),
    problem,
  );
  const title = el("h2", { class: "chooser", text: "Another phone" });
  return {
    element: el("div", { class: "phone empty" }, title, pick, create),
    draw(customers) {
      pick.hidden = customers.length === 0;
      const chosen = select.value;
      select.replaceChildren(...customers.map(({ id, name }) => el("option", { value: id, text: name })));
      if (customers.some(({ id }) => id === chosen)) select.value = chosen;
    },
  };
}

async function choose(event, chosenId, onChosen, problem) {
  event.preventDefault();
  try {
    problem.textContent = "";
    const id = await chosenId(event.target);
    event.target.reset();
    onChosen(id);
  } catch (error) {
    problem.textContent = error.message;
  }
}

function filled(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
}
