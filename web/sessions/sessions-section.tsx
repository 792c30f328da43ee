import { Button } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { endOtherSessions, endSession, type OpenSession } from "#contract/session.ts";
import { ErrorState } from "#web/design/error-state.tsx";
import { ListSkeleton } from "#web/design/list-skeleton.tsx";
import { RelativeTime } from "#web/design/relative-time.tsx";
import { SaveState, useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { StatusPill } from "#web/design/status-pill.tsx";
import { sessionsKey, sessionsQuery } from "#web/sessions/sessions-query.ts";
import { call } from "#web/shell/api.ts";

/** Where the member is signed in: each place with its last sign of life, to be ended one by one or all but this one. */
export function SessionsSection() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const others = data?.items.filter((session) => !session.current).length ?? 0;
  return (
    <SettingsSection
      title="Where you are signed in"
      sentence="End what you do not know, and change your password then."
    >
      {data ? data.items.map((session) => <SessionRow key={session.id} session={session} />) : null}
      {data && others > 1 ? <EndOthers count={others} /> : null}
      {!data && error ? (
        <ErrorState title="Your sessions could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {!data && !error ? <ListSkeleton rowHeight={64} rows={2} disc={0} /> : null}
    </SettingsSection>
  );
}

function SessionRow({ session }: { session: OpenSession }) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    await call(endSession, { params: { sessionId: session.id } });
    await client.invalidateQueries({ queryKey: sessionsKey });
  });
  return (
    <SettingRow name={session.browser} sentence={<Place session={session} />} inline>
      {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
      {session.current ? (
        <StatusPill meaning="good">This one</StatusPill>
      ) : (
        <Button
          variant="default"
          loading={saving.kind === "saving"}
          onClick={() => void save()}
          aria-label={`End the session of ${session.browser}`}
        >
          End
        </Button>
      )}
    </SettingRow>
  );
}

function Place({ session }: { session: OpenSession }) {
  return (
    <>
      {session.ipAddress ? `${session.ipAddress} · ` : ""}
      {session.current ? (
        "in use now"
      ) : (
        <>
          last seen <RelativeTime moment={session.lastSeenAt} style="long" />
        </>
      )}
      {" · signed in "}
      <RelativeTime moment={session.createdAt} style="long" />
    </>
  );
}

function EndOthers({ count }: { count: number }) {
  const client = useQueryClient();
  const { saving, save } = useSaving(async () => {
    await call(endOtherSessions);
    await client.invalidateQueries({ queryKey: sessionsKey });
  });
  return (
    <SettingRow name="All others" sentence={`Signs you out of the ${count} other places, at once.`}>
      {saving.kind === "failed" ? <SaveState saving={saving} /> : null}
      <Button variant="default" loading={saving.kind === "saving"} onClick={() => void save()}>
        End all others
      </Button>
    </SettingRow>
  );
}
