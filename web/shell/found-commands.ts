import { useEffect, useState } from "react";
import { type Command, type CommandSource, filterCommands, useCommandSources } from "#web/shell/commands.ts";

/** What the palette shows for what was typed: plain lists at once, searches on the server as they answer; by group. */
export function useFoundCommands(typed: string): readonly Command[] {
  const sources = useCommandSources();
  const [found, setFound] = useState<readonly (readonly Command[])[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    setFound((before) => sources.map((_, index) => before[index] ?? []));
    for (const [index, source] of sources.entries()) {
      ask(source, typed, controller.signal, (commands) => setFound((before) => before.with(index, commands)));
    }
    return () => controller.abort();
  }, [sources, typed]);
  return byGroup(found.flat());
}

function ask(
  source: CommandSource,
  typed: string,
  signal: AbortSignal,
  show: (commands: readonly Command[]) => void,
): void {
  const answer = source(typed, signal);
  if (!(answer instanceof Promise)) {
    show(filterCommands(answer, typed));
    return;
  }
  // A search that fails offers nothing; the page behind says itself that the server cannot be reached.
  answer.then(
    (commands) => signal.aborted || show(commands),
    () => signal.aborted || show([]),
  );
}

/** Brings entries of one group together, the groups in the order of their first entry. */
function byGroup(commands: readonly Command[]): readonly Command[] {
  return [...Map.groupBy(commands, (command) => command.group).values()].flat();
}
