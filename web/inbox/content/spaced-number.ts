import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A number with its country code in groups, as one reads it; others as they were sent. */
export function spacedNumber(phone: string): string {
  const found = parsePhoneNumberFromString(phone);
  return found?.isPossible() ? found.formatInternational() : phone;
}
