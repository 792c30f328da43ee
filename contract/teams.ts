import { z } from "zod";

/** What a team is for. */
export const teamPurpose = z.enum(["sales", "support", "other"]);

/** What a team is for. */
export type TeamPurpose = z.output<typeof teamPurpose>;

/** The colours a team can be told apart by, as names of the design's palette. */
export const teamColour = z.enum(["teal", "blue", "violet", "pink", "red", "orange", "yellow", "green", "grey"]);

/** The colours a team can be told apart by. */
export type TeamColour = z.output<typeof teamColour>;

/**
 * How conversations of a team find their member. `by_hand`: members claim them. `round_robin`: to whoever has waited longest for
 * one. `fewest_open`: to whoever has the fewest open ones. Only to members who are available and below the team's cap.
 */
export const distribution = z.enum(["by_hand", "round_robin", "fewest_open"]);

/** How conversations of a team find their member. */
export type Distribution = z.output<typeof distribution>;
