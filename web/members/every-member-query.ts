import { queryOptions } from "@tanstack/react-query";
import { listMembers, type Member } from "#contract/members.ts";
import { call } from "#web/shell/api.ts";

/** Every member by name, page after page: whoever looks for a colleague to add looks among all of them. */
export const everyMemberQuery = queryOptions({
  queryKey: ["members", "everyone"] as const,
  queryFn: async ({ signal }) => {
    const members: Member[] = [];
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await call(listMembers, { query: { limit: 100, cursor }, signal });
      members.push(...page.items);
      cursor = page.next;
    }
    return members;
  },
});
