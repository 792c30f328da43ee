import { type Role, rankOf, roles } from "#contract/rights.ts";
import { useSession } from "#web/shell/session.ts";

/** What a role is called, and for whom it is. */
export const roleWords: Readonly<Record<Role, { readonly name: string; readonly sentence: string }>> = {
  owner: { name: "Owner", sentence: "Everything, the workspace itself and its Owners too" },
  admin: { name: "Admin", sentence: "All settings, channels and members, but not the Owners" },
  manager: { name: "Manager", sentence: "All conversations, teams and their queues" },
  user: { name: "User", sentence: "Conversations and contacts" },
};

/** The roles that the signed-in member may give, highest first: at most their own, and that of an Owner only as one. */
export function useGrantableRoles(): readonly Role[] {
  const { profile, rights } = useSession();
  if (!rights.includes("members.manage")) return [];
  return roles.filter((role) =>
    role === "owner" ? rights.includes("owners.manage") : rankOf(role) <= rankOf(profile.role),
  );
}
