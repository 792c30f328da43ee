import { call, listen } from "./api.js";

/**
 * The parts of a page, of which the address shows one, and its state, fetched whenever something has changed: `drawState(state)`
 * draws it, `onChange(change)` hears of each change first.
 */
export function runSections(ids, { drawState, onChange }) {
  const sections = ids.map((id) => document.getElementById(id));
  const show = () => showSection(sections);
  window.addEventListener("hashchange", show);
  show();
  let waiting = false;

  /** Many changes may come at once; the state is fetched once for all of them. */
  async function changed(change) {
    onChange(change);
    if (waiting) return;
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    waiting = false;
    const state = await call("GET", "/state");
    drawState(state);
    const count = document.getElementById("fault-count");
    count.hidden = state.faults.length === 0;
    count.textContent = state.faults.length;
  }

  listen(changed, (isUp) => {
    document.getElementById("connection").textContent = isUp ? "" : "The simulator does not answer. Trying again.";
  });
}

function showSection(sections) {
  const wanted = sections.find((section) => `#${section.id}` === location.hash) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of document.querySelectorAll(".bar nav a")) {
    if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
