import { holds } from "#contract/rights.ts";
import type { Context } from "#server/context.ts";

/** Whether the actor may connect, pause, repair and remove channels. */
export function mayConfigure({ actor }: Context): boolean {
  return actor.kind === "system" || holds(actor.role, "channels.configure");
}
