import type { MantineColorsTuple } from "@mantine/core";

/** The one accent: a deep teal. Shade 7 carries white text on light surfaces, shade 6 on dark ones. */
export const teal: MantineColorsTuple = [
  "#e8f5f4",
  "#cfe9e7",
  "#a3d5d1",
  "#70beb8",
  "#43a59f",
  "#258d88",
  "#127a76",
  "#0b6562",
  "#085350",
  "#063f3d",
];

/** Cool neutrals of the light theme. */
export const gray: MantineColorsTuple = [
  "#f6f8f9",
  "#eef2f4",
  "#e2e8eb",
  "#d2dadf",
  "#b1bcc3",
  "#8695a0",
  "#64727c",
  "#4a5761",
  "#2d3840",
  "#161e24",
];

/** Cool neutrals of the dark theme, from its text (0) down to its deepest surface (9). */
export const dark: MantineColorsTuple = [
  "#e3e9ec",
  "#b9c4ca",
  "#9facb4",
  "#7f8d96",
  "#303c43",
  "#253036",
  "#1c252a",
  "#151c20",
  "#0f1518",
  "#0a0f11",
];

/** Danger. Shades 6 and 7 carry white text. */
export const red: MantineColorsTuple = [
  "#fcebea",
  "#f8d3d0",
  "#f1a9a4",
  "#eb827b",
  "#e36259",
  "#d64a40",
  "#c23730",
  "#b3261e",
  "#931c16",
  "#74140f",
];

/** What every `--wk-…` colour is in one scheme. */
export type Tokens = Readonly<Record<`--wk-${string}`, string>>;

/** The tokens of the light theme. Text tokens reach 4.5:1 on all three surfaces and on their own soft background. */
export const lightTokens: Tokens = {
  "--wk-surface-sunken": "#f1f4f6",
  "--wk-surface": "#f9fafb",
  "--wk-surface-raised": "#ffffff",
  "--wk-line": "#e2e8eb",
  "--wk-line-strong": "#c6d0d6",
  "--wk-hover": "#edf1f3",
  "--wk-text": "#161e24",
  "--wk-text-soft": "#55626c",
  "--wk-accent": "#0b6562",
  "--wk-accent-text": "#0b6562",
  "--wk-accent-soft": "#e0f0ee",
  "--wk-on-accent": "#ffffff",
  "--wk-focus": "#127a76",
  "--wk-good": "#29702c",
  "--wk-good-soft": "#e8f4e7",
  "--wk-attention": "#835100",
  "--wk-attention-soft": "#fcf1d9",
  "--wk-bad": "#ad231b",
  "--wk-bad-soft": "#fcebea",
  "--wk-quiet": "#55626c",
  "--wk-quiet-soft": "#edf1f3",
  "--wk-rail": "#0c3533",
  "--wk-rail-text": "#a9cbc8",
  "--wk-rail-hover": "#164543",
  "--wk-rail-active": "#1f5653",
  "--wk-rail-on": "#ffffff",
  "--wk-skeleton": "#e6ebee",
  "--wk-shadow-float": "0 8px 28px rgb(13 30 36 / 16%), 0 1px 3px rgb(13 30 36 / 10%)",
};

/** The tokens of the dark theme: surfaces get lighter as they rise, the accent lighter so that it can be read. */
export const darkTokens: Tokens = {
  "--wk-surface-sunken": "#0f1518",
  "--wk-surface": "#151c20",
  "--wk-surface-raised": "#1c252a",
  "--wk-line": "#273238",
  "--wk-line-strong": "#3d4a52",
  "--wk-hover": "#222d33",
  "--wk-text": "#e3e9ec",
  "--wk-text-soft": "#9facb4",
  "--wk-accent": "#127a76",
  "--wk-accent-text": "#5cbcb5",
  "--wk-accent-soft": "#14312f",
  "--wk-on-accent": "#ffffff",
  "--wk-focus": "#43a59f",
  "--wk-good": "#82c985",
  "--wk-good-soft": "#1a2d1d",
  "--wk-attention": "#e6b75e",
  "--wk-attention-soft": "#322812",
  "--wk-bad": "#f2938b",
  "--wk-bad-soft": "#391e1c",
  "--wk-quiet": "#9facb4",
  "--wk-quiet-soft": "#222d33",
  "--wk-rail": "#0a1918",
  "--wk-rail-text": "#8fb0ad",
  "--wk-rail-hover": "#122827",
  "--wk-rail-active": "#173735",
  "--wk-rail-on": "#e3f3f1",
  "--wk-skeleton": "#222c31",
  "--wk-shadow-float": "0 12px 36px rgb(0 0 0 / 55%), 0 0 0 1px #303c43",
};
