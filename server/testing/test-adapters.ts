import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AdapterParts } from "#server/channels/adapter-parts.ts";
import { type Adapters, createAdapters } from "#server/channels/adapters.ts";
import { diskFileStore } from "#server/platform/files/disk-file-store.ts";
import { newId } from "#server/platform/identifier.ts";
import { createLog } from "#server/platform/log/log.ts";
import { secretBox } from "#server/platform/secrets/seal.ts";
import { noFacebook } from "#server/testing/no-facebook.ts";

/** The adapters for tests that hold no line: whoever needs more than a Telegram to send to gives the parts it needs. */
export function testAdapters(telegramApiRoot = "http://127.0.0.1:1", given: Partial<AdapterParts> = {}): Adapters {
  return createAdapters({
    config: { telegramApiRoot, whatsappWebUrl: "ws://127.0.0.1:1", whatsappRootKey: undefined, facebook: noFacebook },
    files: diskFileStore(join(tmpdir(), `wokfow-test-files-${newId()}`)),
    secrets: secretBox("c4".repeat(32)),
    log: createLog("silent"),
    membership: { id: newId() },
    contextOf: () => {
      throw new Error("These adapters hold no line.");
    },
    ...given,
  });
}
