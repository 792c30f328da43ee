import * as contract from "#contract/members.ts";
import { readUpload } from "#server/media/read-upload.ts";
import { accessProfile } from "#server/members/access.ts";
import { chooseAvailability } from "#server/members/choose-availability.ts";
import { chooseQuietTime } from "#server/members/choose-quiet-time.ts";
import { editProfile } from "#server/members/edit-profile.ts";
import { listMembers } from "#server/members/list-members.ts";
import { reportActivity } from "#server/members/report-activity.ts";
import { mostAvatarBytes, removeAvatar, setAvatar } from "#server/members/set-avatar.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import { type Route, serve } from "#server/platform/http/serve.ts";

/** The endpoints of members and their own profile, except for what they sign in with. */
export function memberRoutes({ files }: { readonly files: FileStore }): Route[] {
  return [
    serve(contract.listMembers, ({ context, query }) => listMembers(context, query)),
    serve(contract.readProfile, ({ context }) => accessProfile(context)),
    serve(contract.editProfile, ({ context, body }) => editProfile(context, body)),
    serve(contract.chooseAvailability, ({ context, body }) => chooseAvailability(context, body.availability)),
    serve(contract.chooseQuietTime, ({ context, body }) => chooseQuietTime(context, body.minutes)),
    serve(contract.reportActivity, async ({ context }) => {
      await reportActivity(context);
      return undefined;
    }),
    serve(contract.setAvatar, async ({ context, request }) => {
      const { content } = await readUpload(request, mostAvatarBytes);
      return setAvatar(context, files, content);
    }),
    serve(contract.removeAvatar, ({ context }) => removeAvatar(context)),
  ];
}
