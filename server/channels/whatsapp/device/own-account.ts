import type { AuthenticationCreds } from "baileys";
import type { OwnAccount } from "#server/channels/whatsapp/parse/journal-entry.ts";

/** Whom a device belongs to. The address that hides the number is known from the first login on. */
export function ownAccount(creds: AuthenticationCreds): OwnAccount {
  return {
    get id() {
      return creds.me?.id ?? "";
    },
    get lid() {
      return creds.me?.lid ?? null;
    },
  };
}
