import type { Context } from "#server/context.ts";
import type { Config } from "#server/platform/config.ts";
import type { FileStore } from "#server/platform/files/file-store.ts";
import type { Log } from "#server/platform/log/log.ts";
import type { SecretBox } from "#server/platform/secrets/seal.ts";

/** What adapters are made of. */
export interface AdapterParts {
  readonly config: Pick<Config, "telegramApiRoot" | "whatsappWebUrl" | "whatsappRootKey" | "facebook">;
  readonly files: FileStore;
  readonly secrets: SecretBox;
  readonly log: Log;
  /** This process among those that share the database. */
  readonly membership: { readonly id: string };
  /** The context of Wokfow itself in a workspace. */
  contextOf(workspaceId: string): Context;
}
