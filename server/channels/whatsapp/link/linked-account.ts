import type { AuthenticationCreds } from "baileys";
import type { LinkedAccount } from "#server/channels/connecting.ts";
import { parsePhone } from "#server/platform/phones/parse-phone.ts";

/**
 * Whose phone it is that a device was linked to: the number is what never changes. A company's name comes with the pairing, a
 * person's later; until then the number stands for it.
 */
export function linkedAccountOf({ me }: Pick<AuthenticationCreds, "me">): LinkedAccount | null {
  const digits = /^(\d{5,20})(?::\d+)?@/.exec(me?.id ?? "")?.[1];
  if (!digits) return null;
  const account = internationalNumber(digits);
  return { accountId: digits, account, name: me?.name?.trim() || account };
}

/** A number as people write it, such as +49 1512 3456789, from its digits with the country code. */
function internationalNumber(digits: string): string {
  return parsePhone(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}
