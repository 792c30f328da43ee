import { type CSSVariablesResolver, createTheme } from "@mantine/core";
import { dark, darkTokens, gray, lightTokens, red, type Tokens, teal } from "#web/design/palette.ts";

/*
 * How pages are drawn.
 *
 * 1. A page is put together from the pieces of this folder and from Mantine's parts; it has no colours, sizes or shadows of
 *    its own. What a room needs beyond them is a piece in the room's folder with a CSS module beside it.
 * 2. CSS modules take every colour from a `--wk-…` token (`palette.ts`), every length from the 4-px grid, `--wk-quick` for
 *    what moves. Surfaces: `sunken` behind, `surface` for pages, `raised` for what lies on them. Mantine's styles are in a
 *    CSS layer, so a module always wins without tricks.
 * 3. A meaning (good, attention, bad, quiet) never comes as colour alone: `StatusPill` and `Notice` bring its icon.
 * 4. Loading: `ListSkeleton` in the geometry of what comes. Nothing there: `EmptyState`. Failed: `ErrorState` with a retry.
 *    Saving one control: `useSaving` with `SettingRow saving={…}`. Elsewhere: `notifyDone`, `notifyUndo`, `notifyProblem`.
 * 5. Narrow means at most 640 px, here (`usePhone`) and in every module.
 */

const quick = { duration: 100 };
const floating = { transitionProps: quick, shadow: "md" };

/** Wokfow's look as a Mantine theme: Inter at 14 px, a 4-px grid, lines rather than shadows, motion of 100 ms. */
export const theme = createTheme({
  colors: { teal, gray, dark, red },
  primaryColor: "teal",
  primaryShade: { light: 7, dark: 6 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, monospace",
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "16px", sm: "20px", md: "20px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "16px", lg: "24px", xl: "32px" },
  radius: { xs: "4px", sm: "6px", md: "8px", lg: "8px", xl: "12px" },
  defaultRadius: "md",
  headings: {
    fontWeight: "600",
    sizes: {
      h1: { fontSize: "20px", lineHeight: "28px" },
      h2: { fontSize: "16px", lineHeight: "24px" },
      h3: { fontSize: "14px", lineHeight: "20px" },
    },
  },
  shadows: { xs: "none", sm: "none", md: "var(--wk-shadow-float)", lg: "none", xl: "var(--wk-shadow-float)" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: {
      defaultProps: {
        transitionProps: quick,
        centered: true,
        overlayProps: { backgroundOpacity: 0.4 },
        closeButtonProps: { "aria-label": "Close" },
      },
    },
    Drawer: { defaultProps: { transitionProps: quick, closeButtonProps: { "aria-label": "Close" } } },
    // Its placeholder for the first focus is no item of a menu, which screen readers are told it were.
    Menu: { defaultProps: { ...floating, withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: floating },
    Combobox: { defaultProps: floating },
    Tooltip: { defaultProps: { transitionProps: quick, openDelay: 300, withArrow: false, fz: 12 } },
    Button: { defaultProps: { size: "sm" } },
    ActionIcon: { defaultProps: { variant: "subtle", color: "gray", size: "lg" } },
    Notification: { defaultProps: { withBorder: true, closeButtonProps: { "aria-label": "Close" } } },
    Loader: { defaultProps: { size: "sm" } },
  },
});

/** Gives every `--wk-…` token its value in each scheme and lets Mantine's own parts use the same ones. */
export const tokens: CSSVariablesResolver = () => ({
  variables: {},
  light: forMantine(lightTokens),
  dark: forMantine(darkTokens),
});

function forMantine(own: Tokens): Record<string, string> {
  return {
    ...own,
    "--mantine-color-body": "var(--wk-surface-raised)",
    "--mantine-color-text": "var(--wk-text)",
    "--mantine-color-dimmed": "var(--wk-text-soft)",
    "--mantine-color-placeholder": "var(--wk-text-soft)",
    "--mantine-color-error": "var(--wk-bad)",
    "--mantine-color-anchor": "var(--wk-accent-text)",
    // Mantine's own is the colour of a dialog in the dark, on which a button that cannot be pressed has no shape.
    "--mantine-color-disabled": "var(--wk-line)",
    "--mantine-color-disabled-border": "var(--wk-line-strong)",
    "--mantine-color-default": "var(--wk-surface-raised)",
    "--mantine-color-default-hover": "var(--wk-hover)",
    "--mantine-color-default-border": "var(--wk-line-strong)",
    "--mantine-color-default-color": "var(--wk-text)",
    "--mantine-color-teal-light": "var(--wk-accent-soft)",
    "--mantine-color-teal-light-hover": "color-mix(in srgb, var(--wk-accent-soft), var(--wk-accent-text) 8%)",
    "--mantine-color-teal-light-color": "var(--wk-accent-text)",
    "--mantine-color-teal-text": "var(--wk-accent-text)",
    "--mantine-color-teal-outline": "var(--wk-accent-text)",
  };
}
