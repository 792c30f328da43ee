import { createRequire } from "node:module";
import type { CountryCode, PhoneNumber } from "libphonenumber-js/min";

const require = createRequire(import.meta.url);
let library: typeof import("libphonenumber-js/min") | undefined;

/**
 * Reads a phone number, whole and with nothing around it; undefined when it is none. Without a country code it is one of
 * `country`. What is known of the world's numbers takes memory, so it is read when the first number is met.
 */
export function parsePhone(text: string, country?: CountryCode): PhoneNumber | undefined {
  library ??= require("libphonenumber-js/min") as typeof import("libphonenumber-js/min");
  return library.parsePhoneNumberFromString(text, { extract: false, ...(country && { defaultCountry: country }) });
}
