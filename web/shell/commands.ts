import type { TablerIcon } from "@tabler/icons-react";
import { useEffect, useRef } from "react";
import { createStore, useStore } from "#web/shell/store.ts";

/** One line of the command palette. */
export interface Command {
  readonly id: string;
  /** What is read: "Integrations", "Archive this conversation". */
  readonly label: string;
  /** The heading it stands under: "Rooms", "Settings", "Conversations". */
  readonly group: string;
  readonly icon?: TablerIcon | undefined;
  /** Said smaller at the right: a key, a date, a channel. */
  readonly hint?: string | undefined;
  /** Other words it is found by. */
  readonly words?: string | undefined;
  readonly run: () => void;
}

/**
 * Gives commands for what was typed ("" when nothing). A plain list is filtered by the palette; what a promise brings (a
 * search on the server) is shown as it comes, and `signal` ends when the typing has gone on.
 */
export type CommandSource = (typed: string, signal: AbortSignal) => readonly Command[] | Promise<readonly Command[]>;

/** Adds a source to the palette for as long as the component stands. */
export function useCommands(source: CommandSource): void {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  useEffect(() => addSource((typed, signal) => latest.current(typed, signal)), []);
}

/** The sources that stand right now. */
export function useCommandSources(): readonly CommandSource[] {
  return useStore(sources);
}

/** Whether the palette is open. Set it to open the palette from a button. */
export const paletteOpened = createStore(false);

/** Keeps the commands that have every typed word in their label, group or other words; those that begin with it first. */
export function filterCommands(commands: readonly Command[], typed: string): readonly Command[] {
  const wanted = fold(typed).split(/\s+/u).filter(Boolean);
  const found = commands.filter((command) => {
    const text = fold(`${command.label} ${command.group} ${command.words ?? ""}`);
    return wanted.every((word) => text.includes(word));
  });
  const start = fold(typed.trim());
  const rank = (command: Command) => (fold(command.label).startsWith(start) ? 0 : 1);
  return start ? found.toSorted((a, b) => rank(a) - rank(b)) : found;
}

function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
}

const sources = createStore<readonly CommandSource[]>([]);

function addSource(source: CommandSource): () => void {
  sources.set([...sources.get(), source]);
  return () => sources.set(sources.get().filter((other) => other !== source));
}
