import type { Distribution, TeamColour, TeamPurpose } from "#contract/teams.ts";

/** What a team is for, as people read it. */
export const purposeWords: Readonly<Record<TeamPurpose, string>> = {
  sales: "Sales",
  support: "Support",
  other: "Other",
};

/** The names of the colours. */
export const colourWords: Readonly<Record<TeamColour, string>> = {
  teal: "Teal",
  blue: "Blue",
  violet: "Violet",
  pink: "Pink",
  red: "Red",
  orange: "Orange",
  yellow: "Yellow",
  green: "Green",
  grey: "Grey",
};

/** How conversations find their member, by name and by what follows from it. */
export const distributionWords: Readonly<
  Record<Distribution, { readonly name: string; readonly short: string; readonly sentence: string }>
> = {
  by_hand: {
    name: "By hand",
    short: "taken by hand",
    sentence: "Conversations wait until a member of the team takes them.",
  },
  round_robin: {
    name: "In turns",
    short: "given out in turns",
    sentence: "Each goes to the available member who has waited longest for one.",
  },
  fewest_open: {
    name: "To whoever has fewest",
    short: "given to whoever has fewest",
    sentence: "Each goes to the available member with the fewest open conversations.",
  },
};
