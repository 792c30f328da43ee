import { el } from "./dom.js";

/**
 * The messages of a chat. `drawBubble(letter, loaded)` draws one, and calls `loaded` when a picture in it has its height; `keyOf`
 * and `dateOf` (seconds since 1970) say which message it is and from when. A bubble is only drawn again when it changed, so
 * that pictures do not flicker.
 */
export function createThread(label, { drawBubble, keyOf, dateOf }) {
  const element = el("div", { class: "thread", role: "log", tabindex: "0", "aria-label": label });
  const bubbles = new Map();
  // Whoever scrolled up to read stays there; pictures that come late do not push the end out of sight.
  let isAtEnd = true;
  element.addEventListener("scroll", () => {
    isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
  });
  const stayAtEnd = () => {
    if (isAtEnd) element.scrollTop = element.scrollHeight;
  };

  function bubbleOf(letter) {
    const id = keyOf(letter);
    const signature = JSON.stringify(letter);
    const known = bubbles.get(id);
    if (known?.signature === signature) return known.bubble;
    const bubble = drawBubble(letter, stayAtEnd);
    bubbles.set(id, { bubble, signature });
    return bubble;
  }

  return {
    element,
    draw(letters) {
      element.replaceChildren(...withDays(letters, bubbleOf, dateOf));
      stayAtEnd();
    },
  };
}

function withDays(letters, bubbleOf, dateOf) {
  let day = "";
  return letters.flatMap((letter) => {
    const ofLetter = new Date(dateOf(letter) * 1000).toLocaleDateString([], { day: "numeric", month: "long" });
    if (ofLetter === day) return [bubbleOf(letter)];
    day = ofLetter;
    return [el("span", { class: "day", text: day }), bubbleOf(letter)];
  });
}
