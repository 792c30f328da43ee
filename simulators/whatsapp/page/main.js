import { createPhones } from "/shared/phones.js";
import { runSections } from "/shared/sections.js";
import { createChooser } from "./chooser.js";
import { drawFaults } from "./faults.js";
import { drawLines } from "./lines.js";
import { createPhone } from "./phone.js";

const phones = createPhones(document.getElementById("phones"), {
  stored: "whatsapp-simulator-phones",
  ownersOf: (state) => state.phones,
  idOf: ({ number }) => number,
  createPhone,
  createChooser,
});

runSections(["phones", "lines", "faults"], {
  onChange: phones.changed,
  drawState(state) {
    phones.draw(state);
    drawLines(document.getElementById("lines"), state);
    drawFaults(document.getElementById("faults"), state);
  },
});
