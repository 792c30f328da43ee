import * as contract from "#contract/directory.ts";
import * as imports from "#contract/member-imports.ts";
import { accessDirectoryEntry } from "#server/members/directory/access.ts";
import { changeRole } from "#server/members/directory/change-role.ts";
import { endMemberSessions } from "#server/members/directory/end-member-sessions.ts";
import { listDirectory } from "#server/members/directory/list-directory.ts";
import { reactivateMember } from "#server/members/directory/reactivate-member.ts";
import { renameMember } from "#server/members/directory/rename-member.ts";
import { resetPassword } from "#server/members/directory/reset-password.ts";
import { shutOutMember } from "#server/members/directory/shut-out-member.ts";
import { importMembers } from "#server/members/imports/import-members.ts";
import { judgeRows } from "#server/members/imports/judge-rows.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";
import type { SignIn } from "#server/sessions/open-sign-in.ts";

/** The endpoints of the directory and of bringing in many at once, for those who manage members. */
export function directoryRoutes(desk: SignIn): Route[] {
  return [
    serve(contract.listDirectory, ({ context, query }) => listDirectory(context, query)),
    serve(contract.readDirectoryEntry, ({ context, params }) => accessDirectoryEntry(context, params.memberId)),
    serve(contract.renameMember, ({ context, params, body }) =>
      renameMember(context, desk, params.memberId, body.displayName),
    ),
    serve(contract.changeRole, ({ context, params, body }) => changeRole(context, desk, params.memberId, body)),
    serve(contract.resetPassword, async ({ context, params, body }) => ({
      password: await resetPassword(context, desk, params.memberId, body),
    })),
    serve(contract.endMemberSessions, async ({ context, params }) => ({
      endedSessions: await endMemberSessions(context, desk, params.memberId),
    })),
    serve(contract.deactivateMember, async ({ context, params: { memberId }, body }) => {
      await shutOutMember(context, desk, { memberId, status: "deactivated" }, body);
      return accessDirectoryEntry(context, memberId);
    }),
    serve(contract.reactivateMember, ({ context, params, body }) =>
      reactivateMember(context, desk, params.memberId, body),
    ),
    serve(contract.removeMember, async ({ context, params: { memberId }, body }) => {
      await shutOutMember(context, desk, { memberId, status: "removed" }, body);
      return undefined;
    }),
    serve(imports.previewMemberImport, ({ context, body }) => judgeRows(context, body.csv)),
    serve(imports.importMembers, async ({ context, body }) => ({
      invited: await importMembers(context, desk, body.csv),
    })),
  ];
}
