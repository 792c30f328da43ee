import { call, listen } from "./api.js";
import { drawBotFather } from "./botfather.js";
import { drawFaults } from "./faults.js";
import { createPhones } from "./phones.js";

const sections = ["phones", "botfather", "faults"].map((id) => document.getElementById(id));
const phones = createPhones(document.getElementById("phones"));
let waiting = false;

window.addEventListener("hashchange", showSection);
showSection();
listen(changed, (isUp) => {
  document.getElementById("connection").textContent = isUp ? "" : "The simulator does not answer. Trying again.";
});

function showSection() {
  const wanted = sections.find((section) => `#${section.id}` === location.hash) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

/** Many changes may come at once; the state is fetched once for all of them. */
async function changed(change) {
  phones.changed(change);
  if (waiting) return;
  waiting = true;
  await new Promise((resolve) => setTimeout(resolve, 60));
  waiting = false;
  const state = await call("GET", "/state");
  phones.draw(state);
  drawBotFather(document.getElementById("botfather"), state);
  drawFaults(document.getElementById("faults"), state);
  const count = document.getElementById("fault-count");
  count.hidden = state.faults.length === 0;
  count.textContent = state.faults.length;
}
