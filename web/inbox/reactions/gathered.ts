import type { Reaction } from "#contract/messages.ts";

/** One emoji under a message and everybody who gave it. */
export interface GatheredReaction {
  readonly emoji: string;
  readonly by: readonly Reaction[];
  /** Our side gave it, so it can be taken back here. */
  readonly ours: boolean;
}

/** The reactions of a message by their emoji, in the order in which they first came. */
export function gathered(reactions: readonly Reaction[]): GatheredReaction[] {
  const by = new Map<string, Reaction[]>();
  for (const reaction of reactions) by.set(reaction.emoji, [...(by.get(reaction.emoji) ?? []), reaction]);
  return [...by].map(([emoji, all]) => ({ emoji, by: all, ours: all.some((one) => one.by === "us") }));
}

/** The reactions of a message once our side has given this emoji, or has taken its own back (null). */
export function withOurs(reactions: readonly Reaction[], emoji: string | null, memberId: string): Reaction[] {
  const theirs = reactions.filter((one) => one.by !== "us");
  return emoji === null ? theirs : [...theirs, { by: "us", emoji, memberId }];
}
