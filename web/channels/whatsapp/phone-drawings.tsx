import styles from "#web/channels/whatsapp/whatsapp.module.css";

/** Which step on the phone is drawn. */
export type Drawn = "open" | "menu" | "scan" | "number" | "type";

/** A small drawing of one step on the phone. It says nothing that the words beside it do not. */
export function PhoneDrawing({ step }: { step: Drawn }) {
  return (
    <svg className={styles.drawing} viewBox="0 0 48 48" width={60} height={60} aria-hidden>
      <rect x="14" y="4" width="20" height="40" rx="4" className={styles.case} />
      <path d="M21.5 7.5h5" className={styles.line} />
      {drawings[step]}
    </svg>
  );
}

const drawings: Readonly<Record<Drawn, React.ReactNode>> = {
  open: (
    <>
      <circle cx="24" cy="24" r="6.5" className={styles.lit} />
      <path d="m19.5 30 .9-3.2M21.6 22.6c.4 2.2 1.6 3.4 3.8 3.8" className={styles.mark} />
    </>
  ),
  menu: (
    <>
      <path d="M18 14h12M18 32h12M18 37h8" className={styles.line} />
      <rect x="16.5" y="18" width="15" height="9" rx="2" className={styles.lit} />
      <path d="M19 22.5h6M28.5 21v3" className={styles.mark} />
    </>
  ),
  scan: (
    <>
      <path d="M18 19v-3h3M27 16h3v3M30 27v3h-3M21 30h-3v-3" className={styles.line} />
      <rect x="20.5" y="18.5" width="3" height="3" className={styles.dot} />
      <rect x="24.5" y="18.5" width="3" height="3" className={styles.dot} />
      <rect x="20.5" y="24.5" width="3" height="3" className={styles.dot} />
      <path d="M16.5 23h15" className={styles.beam} />
    </>
  ),
  number: (
    <>
      <path d="M18 16v-2h3M27 14h3v2M18 19v2h3M27 21h3v-2" className={styles.line} />
      <rect x="16.5" y="27" width="15" height="8" rx="2" className={styles.lit} />
      <path d="M19 31h10" className={styles.mark} />
    </>
  ),
  type: (
    <>
      <path d="M18 19h2.4M21.8 19h2.4M25.6 19h2.4M18 24h2.4M21.8 24h2.4M25.6 24h2.4" className={styles.mark} />
      <path d="M18 31h12M18 36h12" className={styles.line} />
    </>
  ),
};
