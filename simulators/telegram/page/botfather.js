import { call } from "/shared/api.js";
import { el, field } from "/shared/dom.js";
import { press } from "/shared/press.js";

const problem = el("p", { class: "problem", role: "alert" });
const form = el(
  "form",
  { class: "row", onsubmit: create },
  field("Name", { name: "name", required: true, placeholder: "Ortiz Shop", autocomplete: "off" }),
  field("Username, ending in “bot”", {
    name: "username",
    required: true,
    placeholder: "ortiz_shop_bot",
    autocomplete: "off",
  }),
  el("button", { class: "button main", text: "Create bot" }),
);
const maker = el("div", { class: "panel" }, el("h2", { text: "New bot" }), form, problem);
const list = el("div");

/** The bots with their tokens, and the form that makes one. */
export const botFatherPart = {
  id: "botfather",
  title: "BotFather",
  create(section) {
    section.append(maker, list);
    return { draw: ({ bots }) => list.replaceChildren(...bots.map(botPanel)) };
  },
};

async function create(event) {
  event.preventDefault();
  try {
    await call("POST", "/bots", Object.fromEntries(new FormData(form)));
    problem.textContent = "";
    form.reset();
  } catch (error) {
    problem.textContent = error.message;
  }
}

function botPanel(bot) {
  const token = el("p", { class: "token", text: bot.revoked ? "This token was revoked." : bot.token });
  const path = `/bots/${bot.id}/token`;
  return el(
    "div",
    { class: "panel" },
    el("h2", { text: `${bot.name} · @${bot.username}` }),
    token,
    el("p", { class: "soft", text: `Listens by: ${bot.connection}. Waiting updates: ${bot.pending}.` }),
    el(
      "div",
      { class: "row" },
      el("button", {
        class: "button",
        text: "Copy token",
        onclick: (event) => copy(event.target, bot.token),
        disabled: bot.revoked,
      }),
      press("Issue a new token", "POST", path),
      press("Revoke token", "DELETE", path, { className: "button danger", disabled: bot.revoked }),
    ),
  );
}

async function copy(button, token) {
  await navigator.clipboard.writeText(token);
  button.textContent = "Copied";
}
