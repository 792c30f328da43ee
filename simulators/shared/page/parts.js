import { call, listen } from "./api.js";
import { el } from "./dom.js";

/**
 * The page of a simulator: a bar with its `title` and the `parts`, of which the address shows one. A part is
 * `{ id, title, create(section) }`, and `create` answers `{ draw(state), changed?(change) }`. The state is fetched whenever
 * something has changed; `changed` hears of each change first.
 */
export function runParts(title, parts) {
  const connection = el("p", { class: "connection", role: "status" });
  const count = el("span", { class: "count", hidden: true });
  const links = parts.map(({ id, title: name }) => el("a", { href: `#${id}` }, name, " ", id === "faults" && count));
  const sections = parts.map(({ id, title: name }) => el("section", { id, "aria-label": name, hidden: true }));
  const nav = el("nav", { "aria-label": "Parts of the simulator" }, links);
  document.title = title;
  document.body.append(
    el("header", { class: "bar" }, el("h1", { text: title }), nav, connection),
    el("main", {}, sections),
  );
  const drawn = parts.map(({ create }, index) => create(sections[index]));
  const show = () => showOne(sections, links);
  window.addEventListener("hashchange", show);
  show();
  let waiting = false;

  /** Many changes may come at once; the state is fetched once for all of them. */
  async function changed(change) {
    for (const part of drawn) part.changed?.(change);
    if (waiting) return;
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 60));
    waiting = false;
    const state = await call("GET", "/state");
    for (const part of drawn) part.draw(state);
    count.hidden = state.faults.length === 0;
    count.textContent = state.faults.length;
  }

  listen(changed, (isUp) => {
    connection.textContent = isUp ? "" : "The simulator does not answer. Trying again.";
  });
}

function showOne(sections, links) {
  const wanted = sections.find(({ id }) => `#${id}` === location.hash) ?? sections[0];
  for (const section of sections) section.hidden = section !== wanted;
  for (const link of links) {
    if (link.hash === `#${wanted.id}`) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
