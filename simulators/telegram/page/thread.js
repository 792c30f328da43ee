import { createBubble } from "./bubble.js";
import { el } from "./dom.js";

/**
 * The messages of a chat. `actionsOf(letter)` gives what can be done with a message. A bubble is only drawn again when
 * it changed, so that pictures do not flicker.
 */
export function createThread(label, actionsOf) {
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
    const id = letter.message.message_id;
    const signature = JSON.stringify(letter);
    const known = bubbles.get(id);
    if (known?.signature === signature) return known.bubble;
    const bubble = createBubble(letter, { ...actionsOf(letter), loaded: stayAtEnd });
    bubbles.set(id, { bubble, signature });
    return bubble;
  }

  return {
    element,
    draw(letters) {
      element.replaceChildren(...withDays(letters, bubbleOf));
      stayAtEnd();
    },
  };
}

function withDays(letters, bubbleOf) {
  let day = "";
  return letters.flatMap((letter) => {
    const ofLetter = new Date(letter.message.date * 1000).toLocaleDateString([], { day: "numeric", month: "long" });
    if (ofLetter === day) return [bubbleOf(letter)];
    day = ofLetter;
    return [el("span", { class: "day", text: day }), bubbleOf(letter)];
  });
}
