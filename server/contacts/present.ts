import { parsePhone } from "#server/platform/phones/parse-phone.ts";

/** What a customer is called of whom the outside service tells neither name nor number. */
const nameless = "Unknown";

/** A phone number, in digits with the country code, as people write it internationally: `+49 1512 3456789`. */
export function presentPhone(digits: string): string {
  return parsePhone(`+${digits}`)?.formatInternational() ?? `+${digits}`;
}

/** What a customer is called by what is known of them. */
export function nameOf({ name, username, phone }: Record<"name" | "username" | "phone", string | null>): string {
  return name ?? username ?? (phone === null ? nameless : presentPhone(phone));
}

/** Whether a name only stands for one that nobody has told. */
export function isStandIn(name: string, phone: string | null): boolean {
  return name === nameless || (phone !== null && name === presentPhone(phone));
}

/** A phone number as people may type it into a search: with the country code, and as it is dialled within the country. */
export function dialled(digits: string): string {
  const national = parsePhone(`+${digits}`)?.formatNational().replace(/\D/g, "");
  return national ? `${digits} ${national}` : digits;
}
