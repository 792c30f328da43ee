import { call } from "/shared/api.js";
import { el } from "/shared/dom.js";

const list = el("div", { class: "panel" });
const CODES = [
  [515, "restart asked for"],
  [440, "replaced by another holder"],
  [401, "logged out from the phone"],
  [403, "restricted"],
  [408, "timed out"],
  [411, "too old for several devices"],
  [428, "connection closed"],
  [500, "session damaged"],
  [503, "service unavailable"],
];
const told = el("p", { class: "soft", role: "status" });
const code = el(
  "select",
  { name: "code" },
  CODES.map(([value, words]) => el("option", { value, text: `${value}: ${words}` })),
);
const strike = el(
  "div",
  { class: "panel" },
  el("h2", { text: "Strike now" }),
  el(
    "div",
    { class: "row" },
    el("label", { class: "field" }, "End all lines with", code),
    el("button", {
      type: "button",
      class: "button",
      text: "End them",
      onclick: () => blow("close", { code: Number(code.value) }),
    }),
    el("button", {
      type: "button",
      class: "button",
      text: "Cut all lines without a word",
      onclick: () => blow("drop", {}),
    }),
    el("button", {
      type: "button",
      class: "button",
      text: "Let all files expire",
      onclick: () => blow("expire-media", {}),
    }),
  ),
  told,
);

/** The clients that are connected now, and what can be done to all of them at once. */
export const linesPart = {
  id: "lines",
  title: "Lines",
  create(section) {
    section.append(list, strike);
    return { draw };
  },
};

function draw({ connections, phones, openCodes }) {
  const none = el("p", { class: "soft", text: "No client is connected." });
  const rows = connections.map((connection) => lineRow(connection, phones));
  const codes = el("p", { class: "soft", text: `Codes that a phone could scan now: ${openCodes}.` });
  list.replaceChildren(el("h2", { text: "Lines" }), ...(rows.length > 0 ? rows : [none]), codes);
}

function lineRow({ id, number, device, stage, since }, phones) {
  const owner = phones.find((phone) => phone.number === number);
  const who = owner ? `${owner.name}, +${number}, device ${device}` : "A client that has not said who it is";
  const from = new Date(since * 1000).toLocaleTimeString();
  return el(
    "p",
    {},
    el("strong", { text: `${id} · ${who}` }),
    el("span", { class: "soft", text: ` · ${stage} since ${from}` }),
  );
}

async function blow(kind, body) {
  try {
    const { struck } = await call("POST", `/blows/${kind}`, body);
    told.textContent = `${struck} ${kind === "expire-media" ? "files" : "lines"} struck.`;
  } catch (error) {
    told.textContent = error.message;
  }
}
