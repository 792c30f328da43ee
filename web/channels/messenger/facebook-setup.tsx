import { Anchor, Button, Group, Stack, Text } from "@mantine/core";
import type { LoginSetup } from "#contract/channel-logins.ts";
import styles from "#web/channels/messenger/messenger.module.css";
import { CopyButton } from "#web/design/copy-button.tsx";
import { Notice } from "#web/design/notice.tsx";
import { Step, Steps } from "#web/design/steps.tsx";

/** What whoever operates Wokfow has to do at Meta and here before pages can be connected, with what is to be copied. */
export function FacebookSetup({ setup, onClose }: { setup: LoginSetup; onClose: () => void }) {
  const { missing, addresses } = setup;
  return (
    <Stack gap="md">
      <Notice meaning="attention">
        This server is not set up for Messenger yet. It takes an app at Meta and {settingsCount(missing.length)} of this
        server, which only whoever operates Wokfow can give.
      </Notice>
      <Steps>
        <Step>
          Make an app at{" "}
          <Anchor href="https://developers.facebook.com/apps" target="_blank" rel="noreferrer" underline="always">
            developers.facebook.com
          </Anchor>{" "}
          with the products Messenger and Facebook Login.
        </Step>
        <Step>
          {addresses ? (
            <>
              Enter these addresses in the app’s dashboard; that of the webhook after step 3, as Facebook then asks this
              server for the verify token at once. They stay to be shown here.
              <DashboardAddresses setup={setup} />
            </>
          ) : (
            "Give this server a public address with https (PUBLIC_URL). The addresses for the dashboard then appear here."
          )}
        </Step>
        <Step>
          Set these in the environment of this server, then start it again:
          <span className={styles.settings}>
            {missing.map((name) => (
              <code key={name} className={styles.setting}>
                {name}
              </code>
            ))}
          </span>
        </Step>
      </Steps>
      <Text c="dimmed" size="sm">
        People without a role in the app can log in once Meta has reviewed it. Until then try it with a test Page of
        your own.
      </Text>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus>
          Close
        </Button>
      </Group>
    </Stack>
  );
}

type Known = NonNullable<LoginSetup["addresses"]>;

/** Where the dashboard asks for each. https://developers.facebook.com/docs/messenger-platform/get-started */
const places: readonly (readonly [keyof Known, string, string])[] = [
  ["callback", "Valid OAuth redirect URI", "Facebook Login, Settings"],
  ["webhook", "Webhook callback URL", "Messenger, Settings; with FACEBOOK_VERIFY_TOKEN as its verify token"],
  ["deauthorize", "Deauthorize callback URL", "Facebook Login, Settings"],
  ["dataDeletion", "Data deletion request URL", "App settings, Basic"],
];

interface DashboardAddressesProps {
  readonly setup: LoginSetup;
  /** Only this one. */
  readonly only?: keyof Known;
}

/** The addresses to enter at Meta, each with the field it belongs into; nothing while this server has no address. */
export function DashboardAddresses({ setup: { addresses, webhookFields }, only }: DashboardAddressesProps) {
  if (!addresses) return null;
  const shown = places.filter(([name]) => only === undefined || name === only);
  return (
    <dl className={styles.addresses}>
      {shown.map(([name, field, place]) => (
        <div key={name} className={styles.address}>
          <dt>
            {field} <span className={styles.place}>({place})</span>
          </dt>
          <dd className={styles.copied}>
            <code>{addresses[name]}</code>
            <CopyButton value={addresses[name]} label={`Copy ${field}`} />
          </dd>
          {name === "webhook" ? <dd className={styles.fields}>Tick there: {webhookFields.join(", ")}</dd> : null}
        </div>
      ))}
    </dl>
  );
}

function settingsCount(count: number): string {
  return count === 1 ? "one setting" : `${count} settings`;
}
