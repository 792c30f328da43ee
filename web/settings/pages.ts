import type { Right } from "#contract/rights.ts";

/** One page of the settings, as its menu and the command palette list it. */
export interface SettingsPage {
  readonly name: string;
  readonly path: string;
  /** Who lacks this right does not see the page. */
  readonly right: Right;
  /** Other words by which the palette finds it. */
  readonly words: string;
}

/** All pages of the settings, in the order of the menu. */
export const settingsPages: readonly SettingsPage[] = [];
