import { createPhones } from "/shared/phones.js";
import { runSections } from "/shared/sections.js";
import { drawBotFather } from "./botfather.js";
import { createChooser } from "./chooser.js";
import { drawFaults } from "./faults.js";
import { createPhone } from "./phone.js";

const phones = createPhones(document.getElementById("phones"), {
  stored: "telegram-simulator-phones",
  ownersOf: ({ customers }) => customers,
  idOf: ({ id }) => id,
  createPhone,
  createChooser,
});

runSections(["phones", "botfather", "faults"], {
  onChange: phones.changed,
  drawState(state) {
    phones.draw(state);
    drawBotFather(document.getElementById("botfather"), state);
    drawFaults(document.getElementById("faults"), state);
  },
});
