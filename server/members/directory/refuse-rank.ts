import type { RankFault } from "#server/members/policy.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";

/** The refusal of a deed against the rules of rank. */
export function refuseRank(fault: RankFault): Refusal {
  const { status, title, detail } = sayings[fault];
  return new Refusal(status, fault, title, {
    detail,
    ...(fault === "password_needed" && { fields: [{ path: "currentPassword", message: detail }] }),
  });
}

/** Why nothing can be done with a member, for whoever looks at them. */
export function sentenceOfFault(fault: RankFault): string {
  const { title, detail } = sayings[fault];
  return `${title} ${detail}`;
}

const sayings: Readonly<Record<RankFault, { status: number; title: string; detail: string }>> = {
  not_entitled: {
    status: 403,
    title: "Your role no longer allows this.",
    detail: "Load the page again to see what you may do now.",
  },
  own_account: {
    status: 403,
    title: "This is you.",
    detail:
      "Change your name and password in My profile. Your role and your access are for another Owner or Admin to change.",
  },
  rank_too_low: {
    status: 403,
    title: "This member's role is not below yours.",
    detail: "Ask an Owner to make this change.",
  },
  grant_too_high: {
    status: 403,
    title: "You cannot give a role above your own.",
    detail: "Ask an Owner to give it.",
  },
  last_owner: {
    status: 409,
    title: "This is the last active Owner.",
    detail: "Make another member an Owner first.",
  },
  password_needed: {
    status: 403,
    title: "This concerns an Owner, so your own password is asked again.",
    detail: "Enter the password that you sign in with.",
  },
};
