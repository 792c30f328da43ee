import type { Actor, Context } from "#server/context.ts";
import type { MailCarrier } from "#server/mail/open-mail.ts";
import type { Clock } from "#server/platform/clock/clock.ts";
import type { Config } from "#server/platform/config.ts";
import type { WorkspaceDatabase } from "#server/platform/database/workspace-database.ts";
import type { EventBus } from "#server/platform/events/event-bus.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";
import type { Schema } from "#server/schema.ts";
import { createPasswordHasher, type PasswordHasher } from "#server/sessions/password-hasher.ts";
import { createThrottle, type Throttle } from "#server/sessions/throttle.ts";

/** What signing in needs from the rest of the house. */
export interface SignInParts {
  readonly clock: Clock;
  readonly database: WorkspaceDatabase<Schema>;
  readonly events: EventBus;
  readonly secrets: SecretBox;
  readonly log: Log;
  readonly config: Pick<Config, "signUp" | "publicUrl" | "homeAddress">;
  /** What carries e-mail; null where the operator has set up none. */
  readonly mail: MailCarrier | null;
}

/** Everything that the verbs of signing in share in one process. */
export interface SignIn extends SignInParts {
  readonly passwords: PasswordHasher;
  readonly throttle: Throttle;
}

/** Makes, once per process, what the verbs of signing in share: the queue for password hashing and the budgets of guesses. */
export function openSignIn(parts: SignInParts): SignIn {
  return { ...parts, passwords: createPasswordHasher(), throttle: createThrottle(parts.database.pool) };
}

/** The context of a workspace, for those who arrive without one. */
export function contextIn({ clock, database, events }: SignInParts, workspaceId: string, actor: Actor): Context {
  return { workspaceId, actor, clock, database, events };
}
