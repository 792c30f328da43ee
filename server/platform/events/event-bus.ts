/** A fact after its commit: its row's identifier and what listeners choose by. */
export interface CommittedFact {
  readonly workspaceId: string;
  readonly id: string;
  readonly kind: string;
  /** What a fact tells that is only true for a moment, and of which there is no row. */
  readonly passing?: { readonly conversationId: string; readonly details: Readonly<Record<string, unknown>> };
}

/** What a listener is told: facts that are committed now, or that facts may have been missed (`resync`). */
export interface EventListener {
  committed(facts: readonly CommittedFact[]): void;
  resync(): void;
}

/** Carries committed facts to the listeners of every process. Nothing may depend on a fact arriving here. */
export interface EventBus {
  publish(facts: readonly CommittedFact[]): void;
  /** Tells the listeners of this process to look again. */
  resync(): void;
  /** Returns how to stop listening. */
  listen(listener: EventListener): () => void;
  close(): Promise<void>;
}

/** A bus for one process alone. */
export function localEventBus(): EventBus {
  const listeners = new Set<EventListener>();
  return {
    publish(facts) {
      for (const listener of listeners) listener.committed(facts);
    },
    resync() {
      for (const listener of listeners) listener.resync();
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      listeners.clear();
    },
  };
}
