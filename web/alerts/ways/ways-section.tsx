import { Switch } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useId } from "react";
import { type AlertWays, chooseAlertWays } from "#contract/alerts.ts";
import { alertWaysQuery } from "#web/alerts/ways/ways-query.ts";
import { useSaving } from "#web/design/save-state.tsx";
import { SettingRow, SettingsSection } from "#web/design/setting.tsx";
import { call } from "#web/shell/api.ts";
import { entranceQuery, useRight } from "#web/shell/session.ts";

/** Where this member is told that a channel is offline and that it is back, besides the list under the bell. */
export function AlertWaysSection() {
  const { data: ways } = useQuery(alertWaysQuery);
  const { data: entrance } = useQuery(entranceQuery);
  const mends = useRight("channels.configure");
  const sendsMail = entrance?.mail ?? false;
  return (
    <SettingsSection
      title="Where alerts reach you"
      sentence="How you are told that a channel is offline, and that it is back. The list under the bell has them in any case. Yours alone, in all your browsers."
    >
      <WayRow
        way="banner"
        name="Banner in Wokfow"
        sentence={
          mends
            ? "Your role mends channels, so the banner is always there for you while one is offline."
            : "A line at the top of every page while a channel is offline."
        }
        ways={ways}
        always={mends}
      />
      <WayRow
        way="popup"
        name="Browser notification"
        sentence="In the browsers that show notifications of Wokfow; see below."
        ways={ways}
      />
      <WayRow
        way="mail"
        name="E-mail"
        sentence={
          sendsMail
            ? "To the address that you sign in with: one when a channel has been offline for a minute, and one when it is back."
            : "This server sends no e-mail. Whoever operates it can set that up."
        }
        ways={ways}
        unable={!sendsMail}
      />
    </SettingsSection>
  );
}

interface WayRowProps {
  readonly way: keyof AlertWays;
  readonly name: string;
  readonly sentence: string;
  readonly ways: AlertWays | undefined;
  /** It is on whatever the member chose. */
  readonly always?: boolean;
  readonly unable?: boolean;
}

function WayRow({ way, name, sentence, ways, always = false, unable = false }: WayRowProps) {
  const id = useId();
  const client = useQueryClient();
  const { saving, save } = useSaving(async (on: boolean) => {
    if (!ways) return;
    client.setQueryData(alertWaysQuery.queryKey, await call(chooseAlertWays, { body: { ...ways, [way]: on } }));
  });
  return (
    <SettingRow name={name} sentence={sentence} controlId={id} saving={saving} inline>
      <Switch
        id={id}
        checked={always || (!unable && (ways?.[way] ?? false))}
        disabled={!ways || always || unable}
        onChange={(event) => void save(event.currentTarget.checked)}
      />
    </SettingRow>
  );
}
