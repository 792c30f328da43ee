import { parsePhoneNumberFromString } from "libphonenumber-js/min";

/** A number in its international form, or why it cannot be one. */
export function checkNumber(text: string): { readonly number: string } | { readonly fault: string } {
  const digits = text.replace(/[^\d+]/gu, "");
  if (digits === "") return { fault: "Enter the number of the phone." };
  if (!digits.startsWith("+") && digits.startsWith("0") && !digits.startsWith("00")) {
    return { fault: "Begin with the country code, such as +49 for Germany, and leave out the zero after it." };
  }
  const found = parsePhoneNumberFromString(`+${digits.replace(/^\+|^00/u, "")}`);
  if (!found?.isPossible()) return { fault: "There is no such number. Check its country code and count its digits." };
  return { number: found.formatInternational() };
}
