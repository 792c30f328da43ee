import type { Availability } from "#contract/members.ts";

/** The three, in the order in which they are offered. */
export const availabilities: readonly Availability[] = ["available", "busy", "away"];

/** What each is called and what it means for the member, as people read it. */
export const availabilityWords: Readonly<Record<Availability, { readonly name: string; readonly sentence: string }>> = {
  available: { name: "Available", sentence: "Your teams give you conversations that wait." },
  busy: { name: "Busy", sentence: "You keep what you have and are given nothing more." },
  away: { name: "Away", sentence: "You are given nothing until you are back." },
};
