// zod tries whether it may compile code at run time. Our content security policy forbids that, and every try would be
// reported as an attack, so it is told here, where it stands before any module of the app however they are bundled.
globalThis.__zod_globalConfig = { jitless: true };

// Runs before the first paint, so that a member who chose a theme never sees a flash of the other one.
// A file of its own because the content security policy allows no inline script. The key is Mantine's.
(() => {
  let choice = null;
  try {
    choice = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Storage is blocked in this browser: the system's own theme is used.
  }
  const dark = choice === "dark" || (choice !== "light" && window.matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.setAttribute("data-mantine-color-scheme", dark ? "dark" : "light");
})();
