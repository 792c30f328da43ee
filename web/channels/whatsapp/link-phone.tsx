import { Anchor, Button, Group, Loader, Skeleton, Stack } from "@mantine/core";
import { lazy, Suspense, useEffect, useState } from "react";
import type { SendingMode } from "#contract/sending-guards.ts";
import { Countdown } from "#web/channels/whatsapp/countdown.tsx";
import { failureSentence, retryVerb } from "#web/channels/whatsapp/failure-sentences.ts";
import { LinkedPhone } from "#web/channels/whatsapp/linked-phone.tsx";
import { NumberForm } from "#web/channels/whatsapp/number-form.tsx";
import { PairingCode } from "#web/channels/whatsapp/pairing-code.tsx";
import { ScanSteps } from "#web/channels/whatsapp/phone-steps.tsx";
import { type LinkState, useLink } from "#web/channels/whatsapp/use-link.ts";
import styles from "#web/channels/whatsapp/whatsapp.module.css";
import { focusAtOnce } from "#web/design/focus-at-once.ts";
import { Notice } from "#web/design/notice.tsx";

const QrCode = lazy(() => import("#web/channels/whatsapp/qr-code.tsx"));

interface LinkPhoneProps {
  /** The channel that is to be linked again; null for a new one. */
  readonly channel: { readonly id: string; readonly account: string } | null;
  /** What may leave the number from its first moment on; null where that was not asked. */
  readonly mode?: SendingMode | null;
  readonly onLinked?: () => void;
  readonly onClose: () => void;
}

type Way = { readonly by: "scan" } | { readonly by: "number"; readonly phoneNumber: string | null };

/** Links a phone, by a code to scan or by one to enter. Going away cancels and leaves nothing behind. */
export function LinkPhone({ channel, mode = null, onLinked, onClose }: LinkPhoneProps) {
  const [way, setWay] = useState<Way>({ by: "scan" });
  const { state, again } = useLink(orderOf(way, channel?.id, mode));
  const isLinked = state.step === "linked";
  useEffect(() => {
    if (isLinked) onLinked?.();
  }, [isLinked, onLinked]);
  // Nothing is under way any more: the channel that is meant stands on the page behind.
  const isConnectedHere = state.step === "failed" && state.reason === "already_connected";
  if (state.step === "linked") return <LinkedPhone linked={state} onClose={onClose} />;
  if (state.step === "paired") return <Paired />;
  if (way.by === "number" && way.phoneNumber === null) {
    return (
      <NumberForm
        expected={channel?.account ?? null}
        onSend={(phoneNumber) => setWay({ by: "number", phoneNumber })}
        onScan={() => setWay({ by: "scan" })}
      />
    );
  }
  return (
    <Stack gap="md">
      {state.step === "failed" || state.step === "broken" ? (
        <Failed state={state} expected={channel?.account ?? null} onAgain={again} />
      ) : way.by === "number" ? (
        <PairingCode state={state} phoneNumber={way.phoneNumber ?? ""} />
      ) : (
        <Scan state={state} />
      )}
      <Group justify="space-between" gap="sm">
        <Anchor component="button" type="button" onClick={() => setWay({ by: "number", phoneNumber: null })}>
          {way.by === "scan" ? "Use a pairing code instead" : "Use another number, or scan a code"}
        </Anchor>
        <Button ref={focusAtOnce} variant="default" ml="auto" onClick={onClose}>
          {isConnectedHere ? "Close" : "Cancel"}
        </Button>
      </Group>
    </Stack>
  );
}

function orderOf(way: Way, channelId: string | undefined, mode: SendingMode | null) {
  if (way.by === "number" && way.phoneNumber === null) return null;
  return {
    kind: "whatsapp" as const,
    ...(channelId && { channelId }),
    ...(mode && { mode }),
    ...(way.by === "number" && way.phoneNumber && { phoneNumber: way.phoneNumber }),
  };
}

function Scan({ state }: { state: LinkState }) {
  return (
    <div className={styles.scan}>
      <div className={styles.left}>
        {state.step === "qr" ? (
          <Suspense fallback={<Placeholder />}>
            <QrCode key={state.code} text={state.code} />
          </Suspense>
        ) : (
          <Placeholder />
        )}
        {state.step === "qr" ? (
          <Countdown words="New code in" endsAt={state.endsAt} lifetime={state.lifetime} />
        ) : (
          <div className={styles.countdown}>Asking WhatsApp for a code…</div>
        )}
      </div>
      <ScanSteps />
    </div>
  );
}

function Placeholder() {
  return (
    <div className={styles.placeholder}>
      <Skeleton width="100%" height="100%" radius={8} />
    </div>
  );
}

function Paired() {
  return (
    <div className={styles.paired} role="status">
      <Loader />
      <span>The phone has agreed. Waiting for WhatsApp to confirm.</span>
    </div>
  );
}

interface FailedProps {
  readonly state: Extract<LinkState, { step: "failed" | "broken" }>;
  readonly expected: string | null;
  readonly onAgain: () => void;
}

function Failed({ state, expected, onAgain }: FailedProps) {
  const reason = state.step === "failed" ? state.reason : null;
  return (
    <Stack gap="md" align="flex-start">
      <Notice meaning={reason === "no_scan" ? "attention" : "bad"} announce>
        {state.step === "failed" ? failureSentence({ ...state, expected }) : state.sentence}
      </Notice>
      <Button ref={focusAtOnce} onClick={onAgain}>
        {retryVerb(reason)}
      </Button>
    </Stack>
  );
}
