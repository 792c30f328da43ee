import { call } from "/shared/api.js";
import { el, iconButton } from "/shared/dom.js";
import { icon } from "/shared/icons.js";

/** "Linked devices": what is linked, the way to link one more, and to log one out. */
export function createDevices(number, { back, openCamera }) {
  const list = el("ul", { class: "devices" });
  const drawing = el("div", { class: "drawing" }, icon("devices"));
  const words = el("p", { class: "soft", text: "Use WhatsApp on other devices: in a browser, or in Wokfow." });
  const link = el("button", { type: "button", class: "wide", text: "Link a device", onclick: openCamera });
  const title = el(
    "div",
    { class: "titlebar" },
    iconButton("Back to the chats", "back", back),
    el("h2", { text: "Linked devices" }),
  );

  return {
    element: el("div", { class: "chat" }, title, el("div", { class: "page" }, drawing, words, link, list)),
    draw(state) {
      const { devices } = state.phones.find((phone) => phone.number === number);
      const none = el("li", { class: "soft", text: "No device is linked." });
      list.replaceChildren(...(devices.length > 0 ? devices.map((device) => deviceRow(number, device)) : [none]));
    },
  };
}

function deviceRow(phone, { number, client, linkedAt, isActive }) {
  const since = new Date(linkedAt * 1000).toLocaleString([], { dateStyle: "medium", timeStyle: "short" });
  const told = isActive ? "Active now" : `Not connected, linked on ${since}`;
  const words = el(
    "span",
    { class: "names" },
    el("strong", { text: client || `Device ${number}` }),
    el("span", { class: "preview", text: told }),
  );
  const logOut = el("button", {
    type: "button",
    class: "button danger",
    text: "Log out",
    "aria-label": `Log out ${client || `device ${number}`}`,
    onclick: () => call("DELETE", `/phones/${phone}/devices/${number}`),
  });
  return el("li", {}, el("span", { class: isActive ? "lamp on" : "lamp" }, icon("screen")), words, logOut);
}
