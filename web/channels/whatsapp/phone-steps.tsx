import type { ReactNode } from "react";
import { type Drawn, PhoneDrawing } from "#web/channels/whatsapp/phone-drawings.tsx";
import styles from "#web/channels/whatsapp/whatsapp.module.css";

/** What to do on the phone to scan a code. https://faq.whatsapp.com/1317564962315842 */
export function ScanSteps() {
  return (
    <ol className={styles.steps}>
      <Step drawn="open">Open WhatsApp on the phone of your number.</Step>
      <Step drawn="menu">
        On an iPhone open <b>Settings</b>, on Android the menu <b>⋮</b>, and choose <b>Linked devices</b>.
      </Step>
      <Step drawn="scan">
        Choose <b>Link a device</b> and point the phone at this code.
      </Step>
    </ol>
  );
}

/** What to do on the phone to enter a pairing code. */
export function EnterSteps() {
  return (
    <ol className={styles.steps}>
      <Step drawn="menu">
        Open WhatsApp on that phone, then <b>Linked devices</b> and <b>Link a device</b>.
      </Step>
      <Step drawn="number">
        Choose <b>Link with phone number instead</b>, below the camera.
      </Step>
      <Step drawn="type">Enter this code.</Step>
    </ol>
  );
}

function Step({ drawn, children }: { drawn: Drawn; children: ReactNode }) {
  return (
    <li className={styles.step}>
      <PhoneDrawing step={drawn} />
      <span>{children}</span>
    </li>
  );
}
