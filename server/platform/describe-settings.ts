import { settings } from "./settings.ts";

/** The text of `.env.example`: every setting with what it is for, commented out, as none is needed. */
export function describeSettings(): string {
  const head = [
    "# Settings of Wokfow. None is needed: with none set, everything that needs no outside account works.",
    "# Copy this file to .env, or set them in the environment, which wins.",
    "# Made by: node bin/write-env-example.ts",
  ];
  const parts = Object.entries(settings).map(([name, { about, must, example }]) =>
    ["", ...wrap(about), ...wrap(`Must be ${must}.`), `#${name}=${example}`].join("\n"),
  );
  return `${[...head, ...parts].join("\n")}\n`;
}

function wrap(text: string): string[] {
  const lines = text.match(/.{1,98}(?:\s|$)/g) ?? [];
  return lines.map((line) => `# ${line.trim()}`);
}
