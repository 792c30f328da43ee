import { accessMember } from "#server/members/access.ts";
import { presentMember } from "#server/members/present.ts";
import type { FactPresenters } from "#server/platform/live/live-hub.ts";

/** How changes of a member appear in open browsers. */
export const memberPresenters: FactPresenters = {
  "member.changed": async (context, fact) => {
    if (fact.subject_id === null) return [];
    const member = presentMember(await accessMember(context, fact.subject_id));
    return [{ event: { kind: "member", member }, right: "members.read" }];
  },
};
