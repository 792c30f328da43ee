import { createPhones } from "/shared/phones.js";
import { runSections } from "/shared/sections.js";
import { createChooser } from "./chooser.js";
import { drawFacebook } from "./facebook.js";
import { drawFaults } from "./faults.js";
import { createInbox } from "./inbox.js";
import { createPhone } from "./phone.js";

const phones = createPhones(document.getElementById("phones"), {
  stored: "messenger-simulator-phones",
  ownersOf: ({ customers }) => customers,
  idOf: ({ id }) => id,
  createPhone,
  createChooser,
});
const inbox = createInbox(document.getElementById("inbox"));

runSections(["phones", "inbox", "facebook", "faults"], {
  onChange(change) {
    phones.changed(change);
    inbox.changed(change);
  },
  drawState(state) {
    phones.draw(state);
    inbox.draw(state);
    drawFacebook(document.getElementById("facebook"), state);
    drawFaults(document.getElementById("faults"), state);
  },
});
