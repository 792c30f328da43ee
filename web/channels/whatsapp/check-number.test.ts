import { expect, test } from "vitest";
import { checkNumber } from "#web/channels/whatsapp/check-number.ts";

test.each(["+49 1512 3456789", "0049 1512 3456789", "4915123456789", "+49 (1512) 345-6789"])(
  "%j is a number",
  (text) => {
    expect(checkNumber(text)).toEqual({ number: "+49 1512 3456789" });
  },
);

test.each([
  ["", "Enter the number"],
  ["01512 3456789", "Begin with the country code"],
  ["+49 12", "There is no such number"],
  ["+999 12345678", "There is no such number"],
])("%j is none", (text, fault) => {
  expect(checkNumber(text)).toEqual({ fault: expect.stringContaining(fault) });
});
