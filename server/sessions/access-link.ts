import type { SignInLink } from "#contract/sign-in-links.ts";
import { accessMember } from "#server/members/access.ts";
import { Refusal } from "#server/platform/errors/refusal.ts";
import { hashOfToken } from "#server/platform/secrets/hash-of-token.ts";
import { findMemberships, type MembershipKeys } from "#server/sessions/list-memberships.ts";
import { contextIn, type SignIn } from "#server/sessions/open-sign-in.ts";
import { linkByToken } from "#server/sessions/queries.ts";
import { accessWorkspace } from "#server/workspaces/access.ts";

/** A link that is good: whose, and as which member it lets them in. */
export interface OpenLink {
  readonly tokenHash: string;
  readonly purpose: "invitation" | "password_reset";
  readonly personId: string;
  readonly email: string;
  readonly expiresAt: Date;
  readonly membership: MembershipKeys;
}

interface LinkRow {
  purpose: "invitation" | "password_reset";
  person_id: string;
  email: string;
  invited_to: string | null;
  expires_at: Date;
}

/**
 * What a link opens now. Refused `link_ended`, always in the same words: made up, used, too old, sent to an address that is not
 * its reader's any more, or leading where they may not enter.
 */
export async function accessLink(desk: SignIn, token: string): Promise<OpenLink> {
  const tokenHash = hashOfToken(token);
  const { rows } = await desk.database.pool.query<LinkRow>({ ...linkByToken, values: [tokenHash, desk.clock.now()] });
  const [link] = rows;
  if (!link) throw linkEnded();
  const { purpose, person_id: personId, email, invited_to, expires_at: expiresAt } = link;
  const memberships = await findMemberships(desk, personId);
  const membership = memberships.find(({ workspace_id }) => invited_to === null || workspace_id === invited_to);
  if (!membership) throw linkEnded();
  return { tokenHash, purpose, personId, email, expiresAt, membership };
}

/** A link as its reader sees it before they choose a password. Refused `link_ended`. */
export async function readLink(desk: SignIn, token: string): Promise<SignInLink> {
  const { purpose, email, expiresAt, membership } = await accessLink(desk, token);
  const context = contextIn(desk, membership.workspace_id, { kind: "system" });
  const [workspace, member] = await Promise.all([
    accessWorkspace(context),
    accessMember(context, membership.member_id),
  ]);
  const { display_name: displayName } = member;
  return { purpose, email, displayName, workspaceName: workspace.name, expiresAt: expiresAt.toISOString() };
}

/** The one refusal of links. */
export function linkEnded(): Refusal {
  return new Refusal(410, "link_ended", "This link is not good any more.", {
    detail: "Links are good once and for a limited time. Ask for a new one, or sign in with your password.",
  });
}
