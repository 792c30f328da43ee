import { Skeleton, Text } from "@mantine/core";
import { Countdown } from "#web/channels/whatsapp/countdown.tsx";
import { EnterSteps } from "#web/channels/whatsapp/phone-steps.tsx";
import type { LinkState } from "#web/channels/whatsapp/use-link.ts";
import styles from "#web/channels/whatsapp/whatsapp.module.css";
import { CopyButton } from "#web/design/copy-button.tsx";

/** The code that is entered on the phone of this number. */
export function PairingCode({ state, phoneNumber }: { state: LinkState; phoneNumber: string }) {
  return (
    <div className={styles.pairing}>
      <Text>
        WhatsApp on <b className={styles.number}>{phoneNumber}</b> asks for this code:
      </Text>
      {state.step === "pairing_code" ? (
        <>
          <div className={styles.letters} role="status" aria-label={`Pairing code ${state.code}`}>
            <span>{state.code}</span>
            <CopyButton value={state.code} label="Copy code" />
          </div>
          <Countdown words="It holds for" endsAt={state.endsAt} lifetime={state.lifetime} />
        </>
      ) : (
        <>
          <div className={styles.letters}>
            <Skeleton width={220} height={36} />
          </div>
          <div className={styles.countdown}>Asking WhatsApp for a code…</div>
        </>
      )}
      <EnterSteps />
    </div>
  );
}
