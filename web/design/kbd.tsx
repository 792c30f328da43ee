import styles from "#web/design/kbd.module.css";

const apple = /Mac|iPhone|iPad/u.test(navigator.userAgent);
const names: Readonly<Record<string, string>> = {
  mod: apple ? "⌘" : "Ctrl",
  shift: "⇧",
  alt: apple ? "⌥" : "Alt",
  enter: "↵",
  escape: "Esc",
  arrowup: "↑",
  arrowdown: "↓",
};

/** A key or a combination as `useKeys` takes it ("mod+k", "shift+e", "?"), drawn as keys of this computer. */
export function Kbd({ keys }: { keys: string }) {
  const parts = keys === "+" ? ["+"] : keys.split("+");
  return (
    <span className={styles.keys}>
      {parts.map((part) => (
        <kbd key={part} className={styles.kbd}>
          {names[part.toLowerCase()] ?? part.toUpperCase()}
        </kbd>
      ))}
    </span>
  );
}
