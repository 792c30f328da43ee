import { createComposer } from "/shared/composer.js";
import { iconButton } from "/shared/dom.js";

const PHOTOS = ["image/jpeg", "image/png", "image/webp"];

/** Where the customer writes to a bot. Pictures go as photos, everything else as a document. */
export function createCustomerComposer(act) {
  return createComposer(act, {
    fieldsOf: ({ type }, caption) => ({ as: PHOTOS.includes(type) ? "photo" : "document", caption }),
    buttons: [iconButton("Send a voice message", "voice", () => act("POST", "/voice"))],
  });
}
