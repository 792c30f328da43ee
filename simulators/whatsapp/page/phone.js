import { call } from "/shared/api.js";
import { el, iconButton } from "/shared/dom.js";
import { createFrame } from "/shared/frame.js";
import { createCamera } from "./camera.js";
import { createChat } from "./chat.js";
import { createChats } from "./chats.js";
import { createDevices } from "./devices.js";

/** Somebody's phone: the chats, one of them, the linked devices, or the camera that links one more. */
export function createPhone({ number, name }, putAway) {
  const setPower = (isOn) => call(isOn ? "PUT" : "DELETE", `/phones/${number}/power`);
  const power = iconButton(`Switch off the phone of ${name}`, "power", () => setPower(false), "small");
  const sleep = el("button", {
    type: "button",
    class: "sleep",
    text: "Switched off. Press to switch it on.",
    onclick: () => setPower(true),
  });
  const frame = createFrame(name, { putAway, buttons: [power], beside: [sleep] });
  let screen;
  let state;

  function show(next) {
    screen?.leave?.();
    screen = next;
    frame.show(screen.element);
    if (state) screen.draw(state);
  }
  const showChats = () =>
    show(createChats(number, { openChat, openDevices: showDevices, openCode: () => showCamera(true) }));
  const showDevices = () => show(createDevices(number, { back: showChats, openCamera: () => showCamera(false) }));
  const showCamera = (byCode) => show(createCamera(number, { back: showDevices, byCode }));
  const openChat = (other) => show(createChat(number, other, showChats));

  showChats();
  return {
    element: frame.element,
    draw(next) {
      state = next;
      const { online } = state.phones.find((phone) => phone.number === number);
      frame.draw(Date.now() / 1000);
      frame.screen.inert = !online;
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
