import type { Adapters } from "#server/channels/adapters.ts";
import type { Context } from "#server/context.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import type { WorkspaceDatabase } from "#server/platform/database/workspace-database.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";

/** What the verbs of this domain need besides a context. */
export interface ChannelServices {
  readonly config: Pick<Config, "publicUrl">;
  readonly adapters: Adapters;
  readonly secrets: SecretBox;
}

/** What running and serving channels needs from the rest of the house. */
export interface ChannelParts extends ChannelServices {
  readonly clock: Clock;
  readonly log: Log;
  readonly events: EventBus;
  readonly database: WorkspaceDatabase<Schema>;
  /** This process among those that share the database. */
  readonly membership: { readonly id: string };
  /** The context of Wokfow itself in a workspace. */
  contextOf(workspaceId: string): Context;
}
