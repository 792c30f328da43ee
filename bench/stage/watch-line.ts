import type { StanzaRecord, WhatsAppSimulator } from "#simulators/whatsapp/start-whatsapp.ts";

/** What the line of a number was doing at the moments at which its server was killed, as WhatsApp saw it. */
export interface LineWatch {
  /** The line is open, and messages have been taken over it: something can be lost by a kill. */
  isBusy(): boolean;
  /** Notes a kill that happens now. */
  note(): void;
  /** How many of the noted kills found the line open, and how many a line over which messages had been taken. */
  figures(): Readonly<Record<string, number>>;
  /** A sentence when too few kills found anything to lose, as then the row would show nothing. */
  violations(): string[];
}

const leastShare = 0.9;

/** Watches the line of a number, which needs no telling when its server is another process. */
export function watchLine(whatsapp: WhatsAppSimulator, number: string): LineWatch {
  let kills = 0;
  let open = 0;
  let busy = 0;
  const openLine = () => whatsapp.connections().find((line) => line.number === number && line.stage === "open");
  const hasTaken = () => {
    const since = openLine()?.since.getTime();
    if (since === undefined) return false;
    const last = whatsapp.stanzas.findLast((said) => said.number === number && (isReceipt(said) || said.at < since));
    return last !== undefined && last.at >= since;
  };
  return {
    isBusy: hasTaken,
    note() {
      kills += 1;
      if (openLine()) open += 1;
      if (hasTaken()) busy += 1;
    },
    figures: () => ({ "line open at kill": open, "messages taken on that line": busy }),
    violations: () =>
      busy < leastShare * kills ? [`only ${busy} of ${kills} kills found a line over which messages came in`] : [],
  };
}

/** Each message gets one once it is stored; what a login says by itself is not counted. */
function isReceipt({ tag, attrs }: StanzaRecord): boolean {
  return tag === "receipt" || (tag === "ack" && attrs.class === "message");
}
