import { call } from "./api.js";
import { el, field } from "./dom.js";

/**
 * The place beside the phones where another one is taken in hand: of somebody known, or of somebody new. `newcomer` says how one is
 * made: the `path` to ask, the `fields` to fill (attributes of an input, with its `label`), and the word on the `button`.
 */
export function createChooser({ idOf, nameOf, newcomer: { path, fields, button } }, onChosen) {
  const problem = el("p", { class: "problem", role: "alert" });
  const select = el("select", { name: "owner" });
  const submit = (idFrom) => (event) => choose(event, idFrom, onChosen, problem);
  const pick = el(
    "form",
    { onsubmit: submit(() => select.value) },
    el("label", { class: "field" }, "Somebody known", select),
    el("button", { class: "button", text: "Take this phone" }),
  );
  const create = el(
    "form",
    { onsubmit: submit(async (form) => idOf(await call("POST", path, filled(form)))) },
    fields.map(({ label, ...props }) => field(label, { autocomplete: "off", ...props })),
    el("button", { class: "button main", text: button }),
    problem,
  );
  const title = el("h2", { class: "chooser", text: "Another phone" });
  return {
    element: el("div", { class: "phone empty" }, title, pick, create),
    draw(owners) {
      pick.hidden = owners.length === 0;
      const chosen = select.value;
      select.replaceChildren(
        ...owners.map((owner) => el("option", { value: String(idOf(owner)), text: nameOf(owner) })),
      );
      if (owners.some((owner) => String(idOf(owner)) === chosen)) select.value = chosen;
    },
  };
}

async function choose(event, idFrom, onChosen, problem) {
  event.preventDefault();
  const form = event.target;
  try {
    problem.textContent = "";
    const id = await idFrom(form);
    form.reset();
    onChosen(id);
  } catch (error) {
    problem.textContent = error.message;
  }
}

function filled(form) {
  return Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
}
