import { createComposer } from "/shared/composer.js";
import { el, iconButton } from "/shared/dom.js";

/** Where a customer writes to a page, with what can be sent by one press. */
export function createCustomerComposer(act) {
  return createComposer(act, { above: el("div", { class: "more" }, gestures(act)) });
}

function gestures(act) {
  const place = { latitude: 52.5163, longitude: 13.3777, title: "Brandenburg Gate" };
  const ad = { adId: "6045246247433", title: "Spring sale" };
  const start = { title: "Get started", payload: "START" };
  return [
    iconButton("Send a voice message", "voice", () => act("POST", "/voice")),
    iconButton("Send a sticker", "sticker", () => act("POST", "/sticker")),
    iconButton("Send a location", "place", () => act("POST", "/location", place)),
    iconButton("Come from an advertisement", "picture", () => act("POST", "/referral", ad)),
    iconButton("Press “Get started”", "plus", () => act("POST", "/postback", start)),
  ];
}
