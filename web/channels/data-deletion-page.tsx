import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { readDataDeletion } from "#contract/login-consent.ts";
import { counted } from "#web/design/format-number.ts";
import { Notice } from "#web/design/notice.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { sentenceOf } from "#web/design/sentence-of.ts";
import { EntranceLayout } from "#web/sessions/entrance-layout.tsx";
import { call } from "#web/shell/api.ts";
import { Problem } from "#web/shell/problem.ts";

/** What was deleted of a person who asked for it at the service they had logged in with. Open to whoever has the code. */
export function DataDeletionPage() {
  const { code } = useParams({ from: "/data-deletion/$code" });
  const deletion = useQuery({
    queryKey: ["data-deletion", code],
    queryFn: ({ signal }) => call(readDataDeletion, { params: { confirmationCode: code }, signal }),
    retry: false,
  });
  return (
    <EntranceLayout title="Deletion of your data" sentence={`Confirmation code ${code}`}>
      {deletion.data ? (
        <Notice meaning="good">
          What this Wokfow kept of your login was deleted <RelativeTime moment={deletion.data.deletedAt} style="long" />
          : your name and identifier, {counted(deletion.data.logins, "login")}, and the access that you had given for{" "}
          {counted(deletion.data.channels, "account")}. Conversations of customers belong to the company and stay with
          it.
        </Notice>
      ) : null}
      {deletion.error ? (
        <Notice meaning="attention">
          {deletion.error instanceof Problem && deletion.error.status === 404
            ? "No deletion has this code. Check that the whole of it is in the address."
            : sentenceOf(deletion.error)}
        </Notice>
      ) : null}
    </EntranceLayout>
  );
}
