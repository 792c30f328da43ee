import { call } from "/shared/api.js";
import { clockTime, el, iconButton } from "/shared/dom.js";
import { createCamera } from "./camera.js";
import { createChat } from "./chat.js";
import { createChats } from "./chats.js";
import { createDevices } from "./devices.js";

/** Somebody's phone: the chats, one of them, the linked devices, or the camera that links one more. */
export function createPhone(owner, putAway) {
  const { number, name } = owner;
  const view = el("div", { class: "chat" });
  const hour = el("span");
  const close = iconButton(`Put away the phone of ${name}`, "close", putAway, "small");
  const power = iconButton(`Switch off the phone of ${name}`, "power", switchOff, "small");
  const buttons = el("span", { class: "buttons" }, power, close);
  const status = el("div", { class: "status" }, hour, el("span", { class: "owner", text: name }), buttons);
  const sleep = el("button", {
    type: "button",
    class: "sleep",
    text: "Switched off. Press to switch it on.",
    onclick: () => call("PUT", `/phones/${number}/power`),
  });
  const element = el("article", { class: "phone", "aria-label": `Phone of ${name}` }, status, view, sleep);
  let screen;
  let state;

  function show(next) {
    screen?.leave?.();
    screen = next;
    view.replaceChildren(screen.element);
    if (state) screen.draw(state);
  }
  const showChats = () =>
    show(createChats(number, { openChat, openDevices: showDevices, openCode: () => showCamera(true) }));
  const showDevices = () => show(createDevices(number, { back: showChats, openCamera: () => showCamera(false) }));
  const showCamera = (byCode) => show(createCamera(number, { back: showDevices, byCode }));
  const openChat = (other) => show(createChat(number, other, showChats));

  function switchOff() {
    return call("DELETE", `/phones/${number}/power`);
  }

  showChats();
  return {
    element,
    draw(next) {
      state = next;
      const { online } = state.phones.find((phone) => phone.number === number);
      hour.textContent = clockTime(Date.now() / 1000);
      view.inert = !online;
      sleep.hidden = online;
      power.hidden = !online;
      screen.draw(state);
    },
    changed(change) {
      const isAboutChat = change.kind === "thread" && change.number === number;
      if (change.kind === "all" || isAboutChat) screen.changed?.(change);
    },
  };
}
