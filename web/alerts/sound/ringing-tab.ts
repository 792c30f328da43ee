import { z } from "zod";

const word = z.discriminatedUnion("kind", [
  /** A tab has opened and asks who else is here. */
  z.object({ kind: z.literal("join"), tab: z.string(), able: z.boolean() }),
  z.object({ kind: z.literal("here"), tab: z.string(), able: z.boolean() }),
  z.object({ kind: z.literal("gone"), tab: z.string() }),
  z.object({ kind: z.literal("rang"), tab: z.string(), messageId: z.string() }),
]);

type Word = z.output<typeof word>;

interface RingingTabParts {
  /** The line between the tabs of this browser; closed with this tab's part. */
  readonly line: BroadcastChannel;
  /** This tab's own name. The smallest of those that may sound rings, so names begin with the time of opening. */
  readonly tab: string;
  /** Rings here. */
  readonly ring: (messageId: string) => void;
  /** No tab may sound: the browser blocks it in all of them. */
  readonly unheard: (messageId: string) => void;
  /** How long, in milliseconds, the others wait for the tab whose turn it is. */
  readonly patience: number;
}

/**
 * One tab's part in the agreement that only one tab of a browser rings: the oldest one that may sound. When that one does not
 * ring within the patience, because it has died or sleeps, the next takes its place. By messages between tabs rather than by
 * Web Locks, because those do not exist on a plain http address in a company's own network.
 */
export class RingingTab {
  readonly #parts: RingingTabParts;
  readonly #others = new Map<string, boolean>();
  readonly #rang = new Set<string>();
  readonly #timers = new Set<ReturnType<typeof setTimeout>>();
  #able = false;

  constructor(parts: RingingTabParts) {
    this.#parts = parts;
    parts.line.onmessage = ({ data }: MessageEvent) => {
      const parsed = word.safeParse(data);
      if (parsed.success) this.#listen(parsed.data);
    };
    this.#say({ kind: "join", tab: parts.tab, able: false });
  }

  /** Tells the others whether this tab may sound. */
  setAble(able: boolean): void {
    this.#able = able;
    this.#say({ kind: "here", tab: this.#parts.tab, able });
  }

  /** To be called in every tab for every message that shall ring. */
  hear(messageId: string): void {
    if (this.#rang.has(messageId)) return;
    const { tab, ring, unheard } = this.#parts;
    const chosen = this.#chosen();
    if (chosen === undefined) unheard(messageId);
    else if (chosen !== tab) this.#waitFor(chosen, messageId);
    else {
      this.#remember(messageId);
      ring(messageId);
      this.#say({ kind: "rang", tab, messageId });
    }
  }

  /** Leaves the agreement; the others go on without this tab. */
  close(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#say({ kind: "gone", tab: this.#parts.tab });
    this.#parts.line.close();
  }

  /** Whose turn it is, as far as this tab knows. */
  #chosen(): string | undefined {
    const all = [...this.#others, [this.#parts.tab, this.#able] as const];
    return all
      .filter(([, able]) => able)
      .map(([tab]) => tab)
      .sort()[0];
  }

  #waitFor(chosen: string, messageId: string): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (this.#rang.has(messageId)) return;
      this.#others.delete(chosen);
      this.hear(messageId);
    }, this.#parts.patience);
    this.#timers.add(timer);
  }

  #listen(spoken: Word): void {
    const { tab } = this.#parts;
    if (spoken.kind === "gone") this.#others.delete(spoken.tab);
    else if (spoken.kind === "rang") {
      this.#remember(spoken.messageId);
      // A tab that was only slow has been taken for dead; it says that it lives, or two would ring next time.
      if (this.#able && spoken.tab > tab) this.#say({ kind: "here", tab, able: true });
    } else {
      this.#others.set(spoken.tab, spoken.able);
      if (spoken.kind === "join") this.#say({ kind: "here", tab, able: this.#able });
    }
  }

  /** Only the latest, as a tab stays open for weeks. */
  #remember(messageId: string): void {
    this.#rang.add(messageId);
    const [oldest] = this.#rang;
    if (this.#rang.size > mostRemembered && oldest !== undefined) this.#rang.delete(oldest);
  }

  #say(spoken: Word): void {
    this.#parts.line.postMessage(spoken);
  }
}

const mostRemembered = 500;
