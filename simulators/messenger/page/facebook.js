import { call } from "/shared/api.js";
import { el, field } from "/shared/dom.js";
import { press } from "/shared/press.js";
import { tell } from "/shared/tell.js";

const problem = el("p", { class: "problem", role: "alert" });
const forms = el(
  "div",
  { class: "panel" },
  el("h2", { text: "Make something" }),
  maker("/pages", "New page", field("Name of the page", { name: "name", required: true, autocomplete: "off" })),
  maker("/people", "New person", field("Name of the person", { name: "name", required: true, autocomplete: "off" })),
  maker("/apps", "New app", field("Name of the app", { name: "name", required: true, autocomplete: "off" })),
  problem,
);
const time = el("div", { class: "panel" });
const apps = el("div");
const pages = el("div");
const people = el("div");

/** What there is on Facebook beside customers: apps with their webhook, pages with their tokens, people, and the clock. */
export const facebookPart = {
  id: "facebook",
  title: "Facebook",
  create(section) {
    section.classList.add("facebook");
    section.append(time, apps, pages, people, forms);
    return { draw };
  },
};

function draw(state) {
  drawTime(state.now);
  apps.replaceChildren(...state.apps.map(appPanel));
  pages.replaceChildren(...state.pages.map(pagePanel));
  people.replaceChildren(...state.people.map((person) => personPanel(person, state)));
}

function maker(path, label, input) {
  const submit = async (event) => {
    event.preventDefault();
    const form = event.target;
    try {
      await call("POST", path, Object.fromEntries(new FormData(form)));
      problem.textContent = "";
      form.reset();
      tell(`${label}: done.`);
    } catch (error) {
      problem.textContent = error.message;
    }
  };
  return el("form", { class: "row", onsubmit: submit }, input, el("button", { class: "button main", text: label }));
}

function drawTime(now) {
  const at = new Date(now * 1000).toLocaleString();
  time.replaceChildren(
    el("h2", { text: "Clock" }),
    el("p", { class: "soft", text: `It is ${at} on Facebook.` }),
    el(
      "div",
      { class: "row" },
      press("One hour on", "POST", "/time", { body: { hours: 1 } }),
      press("23 hours on", "POST", "/time", { body: { hours: 23 } }),
      press("Seven days on", "POST", "/time", { body: { hours: 168 } }),
      press("50 days on", "POST", "/time", { body: { hours: 1200 } }),
    ),
  );
}

function appPanel({ id, name, secret, redirectUris, webhook, pending, humanAgent }) {
  const lines = [
    `App ID ${id}`,
    `App secret ${secret}`,
    `Valid OAuth redirect URIs: ${redirectUris.join(", ") || "none"}`,
    webhook ? `Webhook ${webhook.url}; events that wait: ${pending}` : "No webhook",
  ];
  const rule = { humanAgent: !humanAgent };
  return el(
    "div",
    { class: "panel" },
    el("h2", { text: `App: ${name}` }),
    lines.map((text) => el("p", { class: "token", text })),
    el(
      "div",
      { class: "row" },
      press(humanAgent ? "Take Human Agent away" : "Grant Human Agent", "PATCH", `/apps/${id}`, { body: rule }),
    ),
  );
}

function pagePanel({ id, name, isPublished, subscriptions }) {
  const path = `/pages/${id}`;
  const told = subscriptions.map((one) => `${one.name}: ${one.fields.join(", ")}`).join("; ");
  return el(
    "div",
    { class: "panel" },
    el("h2", { text: `Page: ${name}` }),
    el("p", { class: "soft", text: `${id}${isPublished ? "" : " · not published"}` }),
    el("p", { class: "soft", text: told === "" ? "No app has subscribed." : `Subscribed by ${told}` }),
    el(
      "div",
      { class: "row" },
      press("End its tokens", "POST", `${path}/tokens/revoke`, { body: {}, className: "button danger" }),
      press("Tokens end in 10 days", "POST", `${path}/tokens/expire`, { body: { days: 10 } }),
      press("Drop the subscriptions", "DELETE", `${path}/subscriptions`),
      press(isPublished ? "Unpublish" : "Publish", isPublished ? "DELETE" : "PUT", `${path}/published`),
    ),
  );
}

function personPanel({ id, name, pageIds, isSeated }, state) {
  const path = `/people/${id}`;
  const row = (page) => {
    const keeps = pageIds.includes(page.id);
    const button = press(keeps ? "Leave" : "Look after", keeps ? "DELETE" : "PUT", `${path}/pages/${page.id}`);
    return el("li", {}, el("span", { text: page.name }), button);
  };
  const remove = state.apps.map((app) => press(`Remove ${app.name}`, "DELETE", `${path}/apps/${app.id}`));
  return el(
    "div",
    { class: "panel" },
    el("h2", { text: `Person: ${name}` }),
    el("p", { class: "soft", text: isSeated ? "Logged in: the dialog greets this person." : "Not logged in." }),
    el("ul", { class: "pieces" }, state.pages.map(row)),
    el(
      "div",
      { class: "row" },
      !isSeated && press("Log in", "PUT", `${path}/seat`),
      press("Change the password", "POST", `${path}/password`, { body: {} }),
      remove,
    ),
  );
}
